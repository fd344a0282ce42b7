import Foundation
import Synchronization
import TerminalText

/// The three streams that a program starts with: they are there, and what cannot be printed is not lost in silence.
public enum StandardStreams {
  /// The system's number of the first error of standard output; 0 as long as there was none.
  private static let failure = Atomic<Int32>(0)
  private static let brokenPipeIsIgnored = Atomic<Bool>(false)

  /// Takes the places of streams that are closed, and makes a broken pipe an error that can be answered.
  ///
  /// Without this the first file that the program opens would become its standard output. A closed standard output
  /// gets a place that cannot be written, so that printing fails as it should; a closed standard error is taken as a
  /// wish not to see messages; a closed standard input is at its end.
  public static func prepare() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ]
    where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      _ = open("/dev/null", mode)  // the lowest number that is free: this one
    }
    let earlier = signal(SIGPIPE, SIG_IGN)
    let wasIgnored = unsafeBitCast(earlier, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    brokenPipeIsIgnored.store(wasIgnored, ordering: .relaxed)
  }

  /// Writes all of `text`, unbuffered. After an error, standard output gets nothing more.
  static func write(_ text: String, to descriptor: Int32) {
    if descriptor == STDOUT_FILENO, failure.load(ordering: .relaxed) != 0 { return }
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest)
        let count = Foundation.write(descriptor, piece.baseAddress!, piece.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&waiting, 1, 1000)
        } else if errno != EINTR {
          return note(errno, descriptor)
        }
      }
    }
  }

  /// A stream that shows messages has nowhere to report that it cannot.
  private static func note(_ code: Int32, _ descriptor: Int32) {
    guard descriptor == STDOUT_FILENO else { return }
    failure.store(code, ordering: .relaxed)
    guard endsByBrokenPipe else { return }
    // A run saves what it has first; whatever else prints ends where it is.
    if Interruption.isListening { Interruption.request() } else { end(with: 0) }
  }

  private static var endsByBrokenPipe: Bool {
    failure.load(ordering: .relaxed) == EPIPE && !brokenPipeIsIgnored.load(ordering: .relaxed)
  }

  /// Why something could not be printed on standard output; `nil` if all was.
  static var problem: String? {
    switch failure.load(ordering: .relaxed) {
    case 0: nil
    case EBADF: "Standard output is closed: output meant for it was lost."
    case let code:
      "Standard output cannot be written: \(String(cString: strerror(code))). The output is incomplete."
    }
  }

  /// Ends the program: with `code`, or with that of a failed step if all went well but printing. If the
  /// reader of a pipe stops reading, the program ends as the system ends other programs, without a message.
  public static func end(with code: Int32) -> Never {
    if endsByBrokenPipe {
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
    }
    if let problem {
      write(Terminal.standardError().shown("error: \(problem)\n"), to: STDERR_FILENO)
      exit(code == 0 ? ExitCode.step.rawValue : code)
    }
    exit(code)
  }
}
