using Platform.Contracts;
using Platform.Networks;
using Platform.Training;
using Platform.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Provider = Platform.Inference.Provider;

namespace Platform.UnitTests.Training.Runs;

public sealed class AdamWTests
{
    private static readonly TrainingRecipe Recipe = new()
    {
        Beta1 = 0.9,
        Beta2 = 0.95,
        WeightDecay = 0.1,
    };

    [Fact]
    public void A_step_changes_the_same_bits_as_libtorchs_own()
    {
        Libtorch.Use(Provider.Cpu, 1);
        using var scope = NewDisposeScope();
        using var random = new TorchSharp.torch.Generator(5);
        // The second is not decayed, the third has a gradient in every other step only.
        Tensor[] start = [.. new long[] { 40, 7, 12 }.Select(n => randn([n], generator: random))];
        Parameter[] own = [.. start.Select(t => new Parameter(t.clone()))];
        Parameter[] theirs = [.. start.Select(t => new Parameter(t.clone()))];
        using var adamW = new Platform.Training.Runs.AdamW(own.Select((p, i) => Weight(p, decays: i != 1)), Recipe);
        using var reference = optim.AdamW(
            [Group([theirs[0], theirs[2]], Recipe.WeightDecay), Group([theirs[1]], 0)],
            0.001,
            Recipe.Beta1,
            Recipe.Beta2,
            weight_decay: 0
        );

        for (int step = 1; step <= 30; step++)
        {
            double rate = 0.01 / step;
            for (int p = 0; p < own.Length; p++)
            {
                if (p < 2 || step % 2 == 1)
                {
                    var gradient = randn([own[p].shape[0]], generator: random);
                    own[p].grad = gradient.clone();
                    theirs[p].grad = gradient.clone();
                }
                else
                {
                    own[p].grad?.zero_();
                    theirs[p].grad?.zero_();
                }
            }

            foreach (var group in reference.ParamGroups)
            {
                group.LearningRate = rate;
            }

            adamW.Step(rate);
            reference.step();

            for (int p = 0; p < own.Length; p++)
            {
                Assert.Equal(Bits(theirs[p]), Bits(own[p]));
            }
        }

        var moments = reference.state_dict().State.Cast<TorchSharp.Modules.AdamW.State>().ToList();
        Assert.Equal(Bits(moments[0].exp_avg), Bits(adamW.State[0].First));
        Assert.Equal(Bits(moments[0].exp_avg_sq), Bits(adamW.State[0].Second));
    }

    private static TrainedWeight Weight(Parameter value, bool decays) =>
        new(new ParameterShape("w", [value.shape[0]], 0.02, decays), value, value);

    private static TorchSharp.Modules.AdamW.ParamGroup Group(Parameter[] parameters, double decay) =>
        new(parameters, 0.001, Recipe.Beta1, Recipe.Beta2, weight_decay: decay);

    private static int[] Bits(Tensor tensor) =>
        [.. tensor.detach().data<float>().ToArray().Select(BitConverter.SingleToInt32Bits)];
}
