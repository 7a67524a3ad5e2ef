namespace Platform.UnitTests.Inference.Generation;

/// <summary>The loop with a KV cache that grows with every step.</summary>
public sealed class GrowingDecodeLoopTests(GrowingLanguageModel trained)
    : DecodeLoopTests(trained),
        IClassFixture<GrowingLanguageModel>
{
    [Fact]
    public void Its_cache_is_not_written_in_place() => Assert.False(Model.Decoder.InPlace);
}
