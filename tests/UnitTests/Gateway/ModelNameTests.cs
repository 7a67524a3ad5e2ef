using Platform.Gateway.Choosing;
using Platform.Gateway.OpenAi;

namespace Platform.UnitTests.Gateway;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("lm-chain", "lm-chain", null, "single", 1)]
    [InlineData("lm-chain/majority-16", "lm-chain", null, "majority-16", 16)]
    [InlineData("lm-chain+prm-chain/best-of-16", "lm-chain", "prm-chain", "best-of-16", 16)]
    [InlineData("lm-chain+prm-chain", "lm-chain", "prm-chain", "best-of-16", 16)]
    [InlineData("lm-chain+prm-chain/weighted-4", "lm-chain", "prm-chain", "weighted-4", 4)]
    [InlineData("lm-chain+prm-chain/beam-8x2", "lm-chain", "prm-chain", "beam-8x2", 8)]
    [InlineData("Qwen/Qwen2.5-7B+prm/best-of-2", "Qwen/Qwen2.5-7B", "prm", "best-of-2", 2)]
    [InlineData("Qwen/Qwen2.5-7B", "Qwen/Qwen2.5-7B", null, "single", 1)]
    [InlineData("a+b+prm/majority-3", "a+b", "prm", "majority-3", 3)]
    public void A_name_says_generator_verifier_and_strategy(
        string name,
        string generator,
        string? verifier,
        string strategy,
        int samples
    )
    {
        var read = ModelName.Parse(name);

        Assert.Equal((generator, verifier, strategy), (read.Generator, read.Verifier, read.Strategy));
        Assert.Equal(samples, read.Samples);
    }

    [Theory]
    [InlineData("lm-chain/best-of-4", "chooses by a reward model")]
    [InlineData("lm-chain/weighted-4", "chooses by a reward model")]
    [InlineData("lm-chain/beam-4x4", "chooses by a reward model")]
    [InlineData("lm-chain+prm/best-of-0", "is no number of candidates")]
    [InlineData("lm-chain+prm/best-of-many", "is unknown")]
    [InlineData("lm-chain+prm/beam-4", "is unknown")]
    [InlineData("lm-chain+/best-of-4", "must be GENERATOR")]
    [InlineData("lm-chain/single-3", "takes one sample")]
    public void A_name_that_cannot_be_read_says_what_to_give(string name, string said)
    {
        var refused = Assert.Throws<Refused>(() => ModelName.Parse(name));

        Assert.Equal(400, refused.Status);
        Assert.Contains(said, refused.Message);
    }
}
