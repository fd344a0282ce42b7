import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An SVG file as a program reads it.
struct SVGFile {
  var root: [String: String] = [:]
  var title = ""
  var description = ""
  var texts: [String] = []
  /// By what follows their prefix.
  var identifiers: [String: String] = [:]

  private struct Malformed: Error { let reason: String }

  init(_ data: Data) throws {
    let reader = Reader()
    let parser = XMLParser(data: data)
    parser.delegate = reader
    guard parser.parse() else {
      throw Malformed(reason: "\(parser.parserError.map { "\($0)" } ?? "?") in line \(parser.lineNumber)")
    }
    (root, texts) = (reader.root, reader.texts)
    title = reader.contents["title"] ?? ""
    description = reader.contents["desc"] ?? ""
    for name in reader.identifiers {
      identifiers[String(name.split(separator: "-")[1])] = name
    }
    guard identifiers.count == reader.identifiers.count else { throw Malformed(reason: "an id twice") }
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: [String: String] = [:]
    var texts: [String] = []
    var contents: [String: String] = [:]
    var identifiers: [String] = []
    private var current = ""

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      if element == "svg" { root = attributes }
      if let name = attributes["id"] { identifiers.append(name) }
      current = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { current += string }

    func parser(
      _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
    ) {
      if element == "text" {
        texts.append(current)
      } else if contents[element] == nil {
        contents[element] = current
      }
    }
  }
}
