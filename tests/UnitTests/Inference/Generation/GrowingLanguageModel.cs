namespace Platform.UnitTests.Inference.Generation;

/// <summary>The same with heads of a size that the runtime cannot write in place: its KV cache grows with every step.</summary>
public sealed class GrowingLanguageModel() : TrainedLanguageModel(width: 40);
