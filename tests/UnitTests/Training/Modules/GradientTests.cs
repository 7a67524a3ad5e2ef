using Platform.Contracts;
using Platform.Networks;
using Platform.Training.Modules;
using Platform.Training.Runs;
using static TorchSharp.torch;

namespace Platform.UnitTests.Training.Modules;

/// <summary>Gradients of whole networks.</summary>
public sealed class GradientTests
{
    private const int Rows = 3;
    private const int Width = 6;

    public static TheoryData<string, bool> Networks =>
        [
            .. from name in LlamaFamily.Names.Prepend("transformer").Prepend("transformer without features")
            from adapted in (bool[])[false, true]
            select (name, adapted),
        ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void In_double_every_weight_s_gradient_equals_central_differences(string name, bool adapted)
    {
        const double h = 1e-5;
        const int directions = 3;
        var shape = Shape(name);
        var adapter = adapted ? new Adapter(2, 3, "all") : null;
        using var weights = Toy.Weights(shape, 1, ScalarType.Float64, adapter);
        using var network = TrainableModel.Module(shape, weights, adapter, recompute: false);
        using var optimiser = new Optimiser(network, weights, Toy.Recipe, shape.Language, shape.Classes > 0);
        var batch = MicroBatch.Of(Toy.Sequences(shape, Rows, Width, 2));
        optimiser.Accumulate(batch, 0.3, 0.2);
        var gradients = weights.Trained.Select(t => t.Value.grad!.data<double>().ToArray()).ToList();
        foreach (var (weight, gradient) in weights.Trained.Zip(gradients))
        {
            Assert.Contains(gradient, g => g != 0);
            // Along a direction d the loss changes by the product of gradient and d.
            for (var n = 0; n < directions; n++)
            {
                var direction = Toy.Numbers(n, gradient.Length);
                using var step = tensor(direction, weight.Shape.Shape) * h;
                double At(int steps)
                {
                    using var off = no_grad();
                    weight.Value.add_(step, steps);
                    using var on = enable_grad();
                    return optimiser.Accumulate(batch, 0.3, 0.2);
                }
                var difference = (At(1) - At(-2)) / (2 * h);
                At(1);
                var product = gradient.Zip(direction, (g, d) => g * d).Sum();
                Assert.True(
                    Math.Abs(difference - product) < 1e-6 * Math.Max(1, Math.Abs(product)),
                    $"{weight.Shape.Name}, direction {n}: {product} is not {difference}"
                );
            }
        }
    }

    [Fact]
    public void The_loss_of_soft_labels_is_the_cross_entropy_with_their_distributions()
    {
        var shape = Toy.Shape(classes: 3, language: false);
        using var weights = Toy.Weights(shape, 1, ScalarType.Float64);
        using var network = TrainableModel.Module(shape, weights, null, recompute: false);
        using var optimiser = new Optimiser(network, weights, Toy.Recipe, false, true);
        var sequences = Toy.Soft(Toy.Sequences(shape, Rows, Width, 2), 3);

        var expected = new List<double>();
        foreach (var sequence in sequences)
        {
            using var off = no_grad();
            using var ids = tensor(Array.ConvertAll(sequence.Ids, id => (long)id), [1, sequence.Ids.Length]);
            var logits = network.Classes(network.Hidden(ids).flatten(0, 1)).data<double>().ToArray();
            var rated = 0;
            for (var i = 0; i < sequence.Ids.Length; i++)
            {
                if (sequence.Classes[i] < 0)
                {
                    continue;
                }

                var target = new double[3];
                target[sequence.Classes[i]] += sequence.Weights![rated];
                target[0] += 1 - sequence.Weights[rated++];
                var row = logits[(3 * i)..(3 * i + 3)];
                var total = Math.Log(row.Sum(Math.Exp));
                expected.Add(row.Zip(target, (logit, t) => t * (total - logit)).Sum());
            }
        }

        Assert.Equal(expected.Average(), optimiser.Accumulate(sequences, CancellationToken.None), 1e-12);
        Assert.Contains(sequences, s => s.Weights!.Any(w => w < 1));
    }

    [Fact]
    public void In_double_the_gradient_of_soft_labels_is_the_mean_of_the_gradients_of_both_classes()
    {
        var shape = Toy.Shape(classes: 3, language: false);
        Sequence Of(sbyte label, double[]? weights) => new([5, 6, 7], [-1, -1, label], new bool[3], weights);
        Dictionary<string, double[]> Gradient(Sequence sequence)
        {
            using var weights = Toy.Weights(shape, 1, ScalarType.Float64);
            using var network = TrainableModel.Module(shape, weights, null, recompute: false);
            using var optimiser = new Optimiser(network, weights, Toy.Recipe, false, true);
            optimiser.Accumulate([sequence], CancellationToken.None);
            return weights.Trained.ToDictionary(t => t.Shape.Name, t => t.Value.grad!.data<double>().ToArray());
        }
        var (soft, positive, negative) = (Gradient(Of(2, [0.25])), Gradient(Of(2, null)), Gradient(Of(0, null)));
        foreach (var (name, gradient) in soft)
        {
            for (var i = 0; i < gradient.Length; i++)
            {
                Assert.Equal((0.25 * positive[name][i]) + (0.75 * negative[name][i]), gradient[i], 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Computing_activations_again_gives_the_same_bits(string name, bool adapted)
    {
        var shape = Shape(name);
        var adapter = adapted ? new Adapter(2, 3, "all") : null;
        Assert.Equal(Gradients(shape, adapter, recompute: false), Gradients(shape, adapter, recompute: true));
    }

    [Fact]
    public void Micro_batches_add_up_to_the_batch()
    {
        var shape = Toy.Shape();
        var sequences = Toy.Sequences(shape, 8, 8, 2);
        Dictionary<string, float[]> Of(int tokens) =>
            Gradients(
                shape,
                o => o.Accumulate(sequences, CancellationToken.None),
                Toy.Recipe with
                {
                    MicroBatchTokens = tokens,
                }
            );
        var (whole, parts) = (Of(1 << 20), Of(16));
        foreach (var (name, gradient) in whole)
        {
            for (var i = 0; i < gradient.Length; i++)
            {
                Assert.Equal(gradient[i], parts[name][i], 1e-6);
            }
        }
    }

    [Fact]
    public void What_is_not_supervised_has_no_gradient()
    {
        var shape = Toy.Shape();
        var (first, second) = (Toy.Sequences(shape, 1, Width, 2)[0], Toy.Sequences(shape, 1, Width, 3)[0]);
        // The second row has nothing to say, and another text.
        Dictionary<string, float[]> With(Func<int, int> id) =>
            Gradients(
                shape,
                o =>
                    o.Accumulate(
                        MicroBatch.Of(
                            [
                                first,
                                new(
                                    [.. second.Ids.Select(id)],
                                    [.. second.Classes.Select(_ => (sbyte)-1)],
                                    new bool[second.Ids.Length]
                                ),
                            ]
                        ),
                        1,
                        1
                    ),
                Toy.Recipe
            );
        var (before, after) = (With(x => x), With(x => 11 - x));
        foreach (var (name, gradient) in before)
        {
            Assert.Equal(gradient, after[name]);
        }
    }

    [Fact]
    public void Sixty_runs_on_two_threads_give_the_same_bits_where_ids_repeat()
    {
        var shape = Toy.Shape(context: 128) with { Width = 64 };
        set_num_threads(2);
        using var weights = Toy.Weights(shape, 1);
        using var network = TrainableModel.Module(shape, weights, null, recompute: false);
        using var optimiser = new Optimiser(network, weights, Toy.Recipe, true, true);
        var batch = MicroBatch.Of(Toy.Sequences(shape, 8, 128, 2));
        float[] Run()
        {
            foreach (var weight in weights.Trained)
            {
                weight.Value.grad?.zero_();
            }

            var loss = optimiser.Accumulate(batch, 1, 1);
            return [(float)loss, .. weights.Trained.SelectMany(t => t.Value.grad!.data<float>().ToArray())];
        }
        var first = Run();
        for (var run = 1; run < 60; run++)
        {
            Assert.True(first.AsSpan().SequenceEqual(Run()), $"run {run} gave another gradient");
        }
    }

    [Fact]
    public void In_bfloat16_the_gradient_points_where_it_points_in_float32()
    {
        var shape = Toy.Shape(context: 32) with { Width = 32 };
        var sequences = Toy.Sequences(shape, 8, 32, 2);
        float[] Of(ScalarType type)
        {
            using var weights = Toy.Weights(shape, 1, type);
            using var network = TrainableModel.Module(shape, weights, null, recompute: false);
            using var optimiser = new Optimiser(network, weights, Toy.Recipe, true, true);
            optimiser.Accumulate(sequences, CancellationToken.None);
            return [.. weights.Trained.SelectMany(t => t.Master.grad!.data<float>().ToArray())];
        }
        var (single, half) = (Of(ScalarType.Float32), Of(ScalarType.BFloat16));
        double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
        Assert.InRange(Dot(single, half) / Math.Sqrt(Dot(single, single) * Dot(half, half)), 0.99, 0.999999999);
    }

    private static NetworkShape Shape(string name) =>
        name switch
        {
            "transformer" => Toy.Shape(),
            "transformer without features" => Toy.Shape(nGram: 1, numbers: false, classes: 2),
            _ => LlamaFamily.Shape(name),
        };

    private static Dictionary<string, float[]> Gradients(NetworkShape shape, Adapter? adapter, bool recompute)
    {
        using var weights = Toy.Weights(shape, 1, ScalarType.Float32, adapter);
        using var network = TrainableModel.Module(shape, weights, adapter, recompute);
        using var optimiser = new Optimiser(network, weights, Toy.Recipe, shape.Language, shape.Classes > 0);
        optimiser.Accumulate(MicroBatch.Of(Toy.Sequences(shape, Rows, Width, 2)), 0.3, 0.2);
        return weights.Trained.ToDictionary(t => t.Shape.Name, t => t.Value.grad!.data<float>().ToArray());
    }

    private static Dictionary<string, float[]> Gradients(
        NetworkShape shape,
        Action<Optimiser> accumulate,
        TrainingRecipe recipe
    )
    {
        using var weights = Toy.Weights(shape, 1);
        using var network = TrainableModel.Module(shape, weights, null, recompute: false);
        using var optimiser = new Optimiser(network, weights, recipe, shape.Language, shape.Classes > 0);
        accumulate(optimiser);
        return weights.Trained.ToDictionary(t => t.Shape.Name, t => t.Value.grad!.data<float>().ToArray());
    }
}
