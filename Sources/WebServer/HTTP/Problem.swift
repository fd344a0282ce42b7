/// Why a request is not answered with what it asks for.
struct Problem: Error {
  let status: Int
  let text: String

  init(_ status: Int, _ text: String) { (self.status, self.text) = (status, text) }

  static let notFound = Problem(404, "There is no such page.")
}
