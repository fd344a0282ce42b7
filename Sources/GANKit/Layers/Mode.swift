/// How a layer behaves: while training (batch statistics, dropout from the given source) or in use.
public enum Mode {
  case training(Random)
  case inference
}
