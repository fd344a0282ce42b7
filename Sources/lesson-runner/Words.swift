/// The words of a command line as `Program.quoted` writes them.
enum Words {
  static func split(_ command: String) -> [String] {
    var (words, word) = ([String](), "")
    var (isQuoted, isWord, isEscaped) = (false, false, false)
    for character in command {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if character == "'" {
        isQuoted.toggle()
        isWord = true
      } else if character == "\\", !isQuoted {
        (isEscaped, isWord) = (true, true)
      } else if character == " ", !isQuoted {
        if isWord { words.append(word) }
        (word, isWord) = ("", false)
      } else {
        word.append(character)
        isWord = true
      }
    }
    return isWord ? words + [word] : words
  }
}
