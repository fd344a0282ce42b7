/// How a layer behaves: in training (batch statistics, dropout drawn from the given source) or in use.
public enum Mode {
  case training(Random)
  case inference
}
