using System.Text.Json;
using Platform.Inference;
using Platform.Tests;

namespace Platform.UnitTests.Inference;

/// <summary>Solutions of the pool that the project ships.</summary>
internal static class SamplePool
{
    public static List<Problem> Read(int problems) =>
        File.ReadLines(Checkout.At("samples/synthetic_pool_148x64.jsonl"))
            .Take(problems)
            .Select(line => JsonSerializer.Deserialize<Problem>(line, JsonSerializerOptions.Web)!)
            .ToList();

    public static List<TokenSequence> Sequences(RewardModel model, Problem problem)
    {
        var prefix = model.Template.Prefix(problem.Statement);
        return problem.Solutions.Select(s => model.Template.Complete(prefix, s.Steps).Sequence!).ToList();
    }

    internal sealed record Problem(
        [property: System.Text.Json.Serialization.JsonPropertyName("problem")] string Statement,
        Solution[] Solutions
    );

    internal sealed record Solution(string[] Steps);
}
