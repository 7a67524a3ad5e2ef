using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Inference;
using Platform.Tests;

namespace Platform.UnitTests.Inference;

public sealed class BootstrapModelTests
{
    public static TheoryData<string> Models => ["prm-bootstrap", "orm-bootstrap"];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_models_give_the_probabilities_of_their_training_run(string name) =>
        Reproduce(
            name,
            File.ReadLines(Checkout.At("tests/UnitTests/Inference/expected_scores.jsonl"))
                .Select(line => JsonSerializer.Deserialize<Known>(line, JsonSerializerOptions.Web)!)
        );

    [Theory]
    [MemberData(nameof(Models))]
    public void All_known_probabilities_beside_the_checkout_are_reproduced(string name) =>
        Reproduce(
            name,
            File.ReadLines(RealData.Shared("models/expected_scores.jsonl"))
                .Select(line => JsonNode.Parse(line)!)
                .Select(json => new Known(
                    json["problem"]!.GetValue<string>(),
                    Cut(json["text"]!.GetValue<string>(), json["step_end_offsets"].Deserialize<int[]>()!),
                    json["prm_probabilities"].Deserialize<double[]>()!,
                    json["orm_probability"]!.GetValue<double>()
                ))
        );

    private static string[] Cut(string text, int[] ends) =>
        [.. ends.Select((end, i) => text[(i == 0 ? 0 : ends[i - 1] + 1)..end])];

    private static void Reproduce(string name, IEnumerable<Known> solutions)
    {
        using var model = RewardModel.Load(Checkout.At($"tests/Models/{name}"), new(Provider.Cpu, 1));
        foreach (var known in solutions)
        {
            double[] expected = name == "prm-bootstrap" ? known.Prm : [known.Orm];
            var scores = model.Score(known.Statement, known.Steps).Probabilities;
            Assert.NotNull(scores);
            Assert.Equal(expected.Length, scores.Count);
            Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second[0], 1e-5));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_batch_gives_what_one_at_a_time_gives(string name)
    {
        using var model = RewardModel.Load(Checkout.At($"tests/Models/{name}"), new(Provider.Cpu, 2));
        var sequences = SamplePool.Read(problems: 3).SelectMany(p => SamplePool.Sequences(model, p)).ToList();
        var lengths = sequences.ConvertAll(s => s.Ids.Length);
        Assert.True(lengths.Distinct().Count() > 10);
        foreach (var batch in Packing.Pack(lengths, 2048))
        {
            var together = model.Score([.. batch.Select(i => sequences[i])]);
            foreach (var (index, scores) in batch.Zip(together))
            {
                var alone = model.Score([sequences[index]])[0].Probabilities!;
                Assert.Equal(alone.Count, scores.Probabilities!.Count);
                Assert.All(alone.Zip(scores.Probabilities), p => Assert.Equal(p.First[0], p.Second[0], 1e-4));
            }
        }
    }

    [Fact]
    public void The_same_batch_gives_the_same_bits()
    {
        using var model = RewardModel.Load(Checkout.At("tests/Models/prm-bootstrap"), new(Provider.Cpu, 1));
        var sequences = SamplePool.Sequences(model, SamplePool.Read(problems: 1)[0]);
        var (first, second) = (model.Score(sequences), model.Score(sequences));
        Assert.Equal(
            first.SelectMany(s => s.Probabilities!).SelectMany(p => p),
            second.SelectMany(s => s.Probabilities!).SelectMany(p => p)
        );
    }

    [Fact]
    public void What_cannot_be_scored_is_said_for_that_solution()
    {
        using var model = RewardModel.Load(Checkout.At("tests/Models/prm-bootstrap"), new(Provider.Cpu, 1));
        Assert.Equal("the solution has no steps", model.Score("1 + 1?", []).Failure);
        Assert.Equal(
            "step 2: the character 'é' (U+00E9) at position 2 is not in the model's vocabulary",
            model.Score("1 + 1?", ["1", "2 é"]).Failure
        );
        Assert.Equal(
            "statement: the character U+0002 at position 0 is not in the model's vocabulary",
            model.Score("\u0002", ["1"]).Failure
        );
        Assert.Equal(
            "too long: 409 tokens, the model takes 320",
            model.Score("1 + 1?", [new string('1', 400)]).Failure
        );
    }

    private sealed record Known(string Statement, string[] Steps, double[] Prm, double Orm);
}
