/// What a client may take of the server: bytes, time and connections.
struct Limits: Sendable {
  /// The request line and all headers.
  var headBytes = 16 << 10
  var bodyBytes = 16 << 10
  /// From the first byte of a request to its last.
  var requestTime = Duration.seconds(10)
  /// How long a connection stays open without a request.
  var idleTime = Duration.seconds(30)
  /// How long a client may take nothing of what is sent to it.
  var stallTime = Duration.seconds(15)
  /// All clients together: far below the number of files that a process may open.
  var connections = 512
  /// One client; this machine itself, from which a whole class may come through one address, has its own number.
  var connectionsPerClient = 64
  var connectionsOfThisMachine = 400
}
