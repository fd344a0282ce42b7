import Files
import Foundation
import Synchronization

/// Whether someone asked the program to stop: Ctrl-C, `kill`, or a closed terminal.
///
/// The first request only raises a flag; the run saves what it has and ends. The second ends the program at
/// once, with exit code 130.
public enum Interruption {
  private static let requests = Atomic<Int>(0)
  private static let listening = Atomic<Bool>(false)

  /// Whether a request was made.
  public static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// Whether a request is answered by saving what there is.
  static var isListening: Bool { listening.load(ordering: .relaxed) }

  /// Asks for the program's end from within: nobody reads its output any more.
  static func request() { requests.add(1, ordering: .relaxed) }

  /// Starts listening. Without this the system ends the program at the first request.
  public static func listen() {
    _ = isRequested  // the flag exists before a handler can run
    listening.store(true, ordering: .relaxed)
    useSeparateStack()
    // Beyond a limit on the size of files a write then fails with a reason instead of ending the process.
    signal(SIGXFSZ, SIG_IGN)
    install(SIGINT)
    install(SIGTERM)
    // Under nohup a closed terminal is ignored, and that stays so.
    if !isIgnored(SIGHUP) { install(SIGHUP) }
    // A program inherits which signals are held back; whoever started this one from a thread of a pool holds
    // back all of them.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Has a handler called for a signal, on the handlers' own stack.
  static func install(
    _ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void = interruptionHandler
  ) {
    var action = sigaction()
    #if canImport(Glibc)
      action.__sigaction_handler.sa_handler = handler
    #else
      action.__sigaction_u.__sa_handler = handler
    #endif
    // Writes that are under way go on; who waits for a key polls the flag.
    action.sa_flags = Int32(SA_RESTART) | Int32(SA_ONSTACK)
    sigaction(number, &action, nil)
  }

  /// Gives the handlers a stack of their own.
  ///
  /// Code that oneDNN generates for matrix products keeps values below the end of the stack, where the system would
  /// put a handler's frame: the products that were interrupted came out wrong, or wrote where they should not.
  private static func useSeparateStack() {
    let size = 1 << 16
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)  // for the life of the program
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  fileprivate static func handle() {
    if requests.add(1, ordering: .relaxed).oldValue > 0 { _exit(130) }
  }
}

/// Only what is allowed in a signal handler: an atomic addition and `_exit`.
private func interruptionHandler(_ number: Int32) { Interruption.handle() }
