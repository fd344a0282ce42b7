/// The index that the compiler wrote while it built: for each source file, a record of every symbol in it.
///
/// It is read through the library that comes with every Swift toolchain (`indexstore.h`).
struct IndexStore {
  /// One compilation of one file, or of the header files of one C module.
  struct Unit {
    let module: String
    /// Empty for a C module.
    let mainFile: String
    let seconds: Int64
    let records: [Record]
  }

  /// The symbols of one file.
  struct Record {
    let name: String
    let file: String
  }

  /// One place at which a symbol occurs.
  struct Occurrence {
    /// Identifies the symbol uniquely in the whole program ("unified symbol resolution").
    let usr: String
    let name: String
    let line: Int
    let isDeclaration: Bool
    let isReference: Bool
    /// A getter or setter; the property itself occurs at the same place.
    let isAccessor: Bool
    /// The name of a module after `import`.
    let isModule: Bool
  }

  private let store: indexstore_t

  init(path: String) throws {
    var error: indexstore_error_t?
    guard let store = indexstore_store_create(path, &error) else {
      throw Failure(
        "\(path): needs the index of a build, found none. './test', and 'swift build' in debug, write it; a release "
          + "build does with --enable-index-store", exitCode: 3)
    }
    self.store = store
  }

  func units() -> [Unit] { unitNames().compactMap(unit) }

  func occurrences(in record: Record) -> [Occurrence] {
    guard let reader = indexstore_record_reader_create(store, record.name, nil) else { return [] }
    defer { indexstore_record_reader_dispose(reader) }
    return collect { list in
      _ = indexstore_record_reader_occurrences_apply_f(reader, list) { append(Occurrence($1!), to: $0) }
    }
  }

  private func unitNames() -> [String] {
    collect { list in
      _ = indexstore_store_units_apply_f(store, 0, list) { append(String($1), to: $0) }
    }
  }

  private func unit(_ name: String) -> Unit? {
    guard let reader = indexstore_unit_reader_create(store, name, nil) else { return nil }
    defer { indexstore_unit_reader_dispose(reader) }
    let records: [Record] = collect { list in
      _ = indexstore_unit_reader_dependencies_apply_f(reader, list) { list, dependency in
        guard indexstore_unit_dependency_get_kind(dependency) == INDEXSTORE_UNIT_DEPENDENCY_RECORD else {
          return true
        }
        return append(Record(dependency!), to: list)
      }
    }
    var seconds: Int64 = 0
    var nanoseconds: Int64 = 0
    indexstore_unit_reader_get_modification_time(reader, &seconds, &nanoseconds)
    return Unit(
      module: String(indexstore_unit_reader_get_module_name(reader)),
      mainFile: String(indexstore_unit_reader_get_main_file(reader)), seconds: seconds, records: records)
  }
}

/// Collects what a C function reports one by one: it passes the pointer on to its callback, which cannot capture
/// variables.
private func collect<Item>(_ report: (UnsafeMutableRawPointer) -> Void) -> [Item] {
  var items: [Item] = []
  withUnsafeMutablePointer(to: &items) { report($0) }
  return items
}

/// - Returns: true, so that the report continues.
private func append<Item>(_ item: Item, to list: UnsafeMutableRawPointer?) -> Bool {
  list!.assumingMemoryBound(to: [Item].self).pointee.append(item)
  return true
}

extension IndexStore.Record {
  fileprivate init(_ dependency: indexstore_unit_dependency_t) {
    name = String(indexstore_unit_dependency_get_name(dependency))
    file = String(indexstore_unit_dependency_get_filepath(dependency))
  }
}

extension IndexStore.Occurrence {
  fileprivate init(_ occurrence: indexstore_occurrence_t) {
    let symbol = indexstore_occurrence_get_symbol(occurrence)
    let roles = indexstore_occurrence_get_roles(occurrence)
    var line: UInt32 = 0
    var column: UInt32 = 0
    indexstore_occurrence_get_line_col(occurrence, &line, &column)
    usr = String(indexstore_symbol_get_usr(symbol))
    name = String(indexstore_symbol_get_name(symbol))
    self.line = Int(line)
    isDeclaration =
      roles & UInt64(INDEXSTORE_SYMBOL_ROLE_DECLARATION | INDEXSTORE_SYMBOL_ROLE_DEFINITION) != 0
    isReference = roles & UInt64(INDEXSTORE_SYMBOL_ROLE_REFERENCE) != 0
    isAccessor = [INDEXSTORE_SYMBOL_SUBKIND_ACCESSORGETTER, INDEXSTORE_SYMBOL_SUBKIND_ACCESSORSETTER]
      .contains(indexstore_symbol_get_subkind(symbol))
    isModule = indexstore_symbol_get_kind(symbol) == INDEXSTORE_SYMBOL_KIND_MODULE
  }
}

extension String {
  fileprivate init(_ text: indexstore_string_ref_t) {
    self.init(decoding: UnsafeRawBufferPointer(start: text.data, count: text.length), as: UTF8.self)
  }
}
