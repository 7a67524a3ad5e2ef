using Platform.Contracts;
using Platform.Training.Models;
using Platform.Training.Runs;

namespace Platform.UnitTests.Training.Runs;

public sealed class AdamWTests
{
    private static readonly ParameterShape[] Parameters =
    [
        new("matrix", [3, 5], 0.02, true),
        new("gain.norm", [7], 1, false),
        new("table", [4, 9], 0.02, false),
    ];

    [Fact]
    public void Steps_equal_a_slow_twin_in_double_and_leave_the_gradient_zero()
    {
        var recipe = new TrainingRecipe { WeightDecay = 0.1 };
        var layout = new FlatLayout(Parameters);
        using FlatVector w = new(layout),
            g = new(layout),
            m = new(layout),
            v = new(layout),
            decay = new(layout);
        AdamW.Decay(decay, recipe.WeightDecay);
        var (sw, sm, sv) = (new double[layout.Count], new double[layout.Count], new double[layout.Count]);
        for (var i = 0; i < Parameters.Length; i++)
        {
            var numbers = Numeric.Random(i, Parameters[i].Count);
            for (var k = 0; k < numbers.Length; k++)
                sw[layout.Offsets[i] + k] = w.Of(i)[k] = (float)numbers[k];
        }
        for (var step = 1; step <= 5; step++)
        {
            for (var i = 0; i < Parameters.Length; i++)
            {
                var numbers = Numeric.Random((10 * step) + i, Parameters[i].Count);
                for (var k = 0; k < numbers.Length; k++)
                {
                    g.Of(i)[k] = (float)numbers[k];
                    var at = layout.Offsets[i] + k;
                    var gradient = 0.5 * numbers[k];
                    sm[at] = (recipe.Beta1 * sm[at]) + ((1 - recipe.Beta1) * gradient);
                    sv[at] = (recipe.Beta2 * sv[at]) + ((1 - recipe.Beta2) * gradient * gradient);
                    var (mean, square) = (
                        sm[at] / (1 - Math.Pow(recipe.Beta1, step)),
                        sv[at] / (1 - Math.Pow(recipe.Beta2, step))
                    );
                    sw[at] -= 0.01 * ((mean / (Math.Sqrt(square) + 1e-8)) + ((i == 0 ? 0.1 : 0) * sw[at]));
                }
            }
            AdamW.Step(step, 0.01, 0.5, w.All, g.All, m.All, v.All, decay.All, recipe);
        }
        for (var k = 0; k < layout.Count; k++)
        {
            Assert.Equal(sw[k], w.All[k], 1e-6);
            Assert.Equal(0, g.All[k]);
        }
    }

    [Fact]
    public void The_norm_is_euclid_s()
    {
        var layout = new FlatLayout(Parameters);
        using var g = new FlatVector(layout);
        (g.Of(0)[14], g.Of(2)[35]) = (3e20f, -4e20f);
        Assert.Equal(5e20, AdamW.Norm(g.All), 1e14);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_gradient_that_is_no_number_moves_nothing(float number)
    {
        using var optimiser = new Optimiser(Toy.Shape(), Toy.Recipe, 1);
        InitialWeights.Fill(optimiser.Weights, 1);
        var before = optimiser.Weights.All.ToArray();
        optimiser.Gradient.Of(3)[1] = number;
        Assert.False(double.IsFinite(optimiser.Step(1, 0.1)));
        Assert.Equal(before, optimiser.Weights.All);
        Assert.All(optimiser.Second.All.ToArray(), x => Assert.Equal(0, x));
    }
}
