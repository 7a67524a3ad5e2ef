using Platform.Inference;
using Platform.Tests;

namespace Platform.UnitTests.Inference;

public sealed class ProvidersTests
{
    [Fact]
    public void Auto_runs_on_the_CPU_where_CUDA_does_not_load()
    {
        Assert.SkipWhen(Providers.WhyNoCuda() is null, "CUDA loads here.");
        using var model = RewardModel.Load(Checkout.At("tests/Models/prm-bootstrap"), new(Provider.Auto, 1));
        Assert.Equal(Provider.Cpu, model.Runs);
    }

    [Fact]
    public void Cuda_that_does_not_load_is_an_error_that_says_how_to_get_it()
    {
        Assert.SkipWhen(Providers.WhyNoCuda() is null, "CUDA loads here.");
        var error = Assert.Throws<InvalidOperationException>(() =>
            RewardModel.Load(Checkout.At("tests/Models/prm-bootstrap"), new(Provider.Cuda, 1))
        );
        Assert.Contains("./platform setup --gpu", error.Message);
    }

    [Theory]
    [InlineData("prm-bootstrap")]
    [InlineData("orm-bootstrap")]
    public void The_golden_examples_hold_on_CUDA(string name)
    {
        Assert.SkipUnless(Providers.WhyNoCuda() is null, Providers.WhyNoCuda() ?? "");
        using var model = RewardModel.Load(Checkout.At($"tests/Models/{name}"), new(Provider.Cuda));
        Assert.Equal(Provider.Cuda, model.Runs);
    }
}
