/// Whether a walk continues into the value that it has just reached.
enum Visit {
  case visitContents, skipContents
}

extension Module {
  /// The parameters or buffers that `select` picks, each listed once, with their dotted names.
  func members<Member: AnyObject>(_ select: (Any) -> Member?) -> [(String, Member)] {
    var found: [(String, Member)] = []
    var (seen, closed): (Set<ObjectIdentifier>, [(name: String, value: Any)]) = ([], [])
    visit(self, name: "", closed: { closed.append(($0, $1)) }) { name, member in
      guard member is Parameter || member is Buffer else { return .visitContents }
      if seen.insert(ObjectIdentifier(member as AnyObject)).inserted, let selected = select(member) {
        found.append((name, selected))
      }
      return .visitContents
    }
    // An optimizer may be part of a module: the parameters that it holds are those of the model itself.
    for (name, value) in closed { requireNothingLost(in: value, name: name, found: seen) }
    return found
  }
}

/// Walks through a module's stored properties down to parameters and buffers.
///
/// `body` gets every module, parameter and buffer with its dotted name, in the order of declaration; `closed` gets the
/// values that are not walked through because they give their contents no lasting names or may lead anywhere: sets, and
/// classes that are not modules.
func visit(
  _ value: Any, name: String, closed: (String, Any) -> Void = { _, _ in }, _ body: (String, Any) -> Visit
) {
  if value is Parameter || value is Buffer {
    _ = body(name, value)
    return
  }
  if value is any Module, body(name, value) == .skipContents { return }
  // The layers of a `Sequential` are numbered directly below its name: "network.0.weight".
  if let sequence = value as? Sequential { return visit(sequence.layers, name: name, closed: closed, body) }
  let mirror = Mirror(reflecting: value)
  let children: [(label: String, value: Any)]
  switch mirror.displayStyle {
  case .optional:
    if let wrapped = mirror.children.first { visit(wrapped.value, name: name, closed: closed, body) }
    return
  case .collection: children = mirror.children.enumerated().map { ("\($0)", $1.value) }
  case .dictionary: children = entries(of: mirror, name: name)
  case .struct, .tuple, .enum: children = properties(of: mirror)
  case .class where value is any Module: children = properties(of: mirror)
  case .class, .set: return closed(name, value)
  default: return
  }
  for (label, child) in children {
    visit(child, name: name.isEmpty ? label : "\(name).\(label)", closed: closed, body)
  }
}

/// Stored properties, a superclass's first.
private func properties(of mirror: Mirror) -> [(label: String, value: Any)] {
  let inherited = mirror.superclassMirror.map { properties(of: $0) } ?? []
  return inherited + mirror.children.enumerated().map { ($1.label ?? "\($0)", $1.value) }
}

/// The values of a dictionary in the order of their keys: integers by size, others by their descriptions.
private func entries(of mirror: Mirror, name: String) -> [(label: String, value: Any)] {
  let entries = mirror.children.compactMap { entry -> (key: Any, label: String, value: Any)? in
    let pair = Array(Mirror(reflecting: entry.value).children)
    return pair.count == 2 ? (pair[0].value, "\(pair[0].value)", pair[1].value) : nil
  }
  let sorted = entries.sorted { a, b in
    if let a = a.key as? Int, let b = b.key as? Int { return a < b }
    return a.label < b.label
  }
  for (a, b) in zip(sorted, sorted.dropFirst()) {
    require(
      a.label != b.label,
      "Module: two keys of the dictionary \(name) are written \(a.label); names in checkpoints must differ")
  }
  return sorted.map { ($0.label, $0.value) }
}

/// Ends the program where `value` holds a parameter or buffer that was not found.
private func requireNothingLost(in value: Any, name: String, found: Set<ObjectIdentifier>) {
  var seen: Set<ObjectIdentifier> = []
  guard let lost = firstCell(in: value, name: name, except: found, &seen) else { return }
  requirementFailed(
    Mirror(reflecting: value).displayStyle == .class
      ? "Module: \(lost) would be neither trained nor saved, because \(type(of: value)) is a class but not a Module; "
        + "declare it as one, or use a struct"
      : "Module: \(lost) would be neither trained nor saved, because a set has no order to name its elements by; "
        + "use an array for \(name)")
}

/// The name of the first parameter or buffer in `value` that is not among `known`. Each object is entered only once.
private func firstCell(
  in value: Any, name: String, except known: Set<ObjectIdentifier>, _ seen: inout Set<ObjectIdentifier>
) -> String? {
  if value is Parameter || value is Buffer {
    return known.contains(ObjectIdentifier(value as AnyObject)) ? nil : name
  }
  if value is Tensor { return nil }
  let mirror = Mirror(reflecting: value)
  if mirror.displayStyle == .class, !seen.insert(ObjectIdentifier(value as AnyObject)).inserted { return nil }
  // Data sets are long and hold only numbers.
  if mirror.displayStyle == .collection, let first = mirror.children.first?.value,
    first is any Numeric || first is any StringProtocol
  {
    return nil
  }
  for (label, child) in properties(of: mirror) {
    if let lost = firstCell(in: child, name: "\(name).\(label)", except: known, &seen) { return lost }
  }
  return nil
}
