using System.Text;
using Platform.Contracts;
using Platform.Dataset.Experiments;
using Platform.Dataset.Jobs;
using Platform.Dataset.Plans;

namespace Platform.UnitTests.Dataset.Experiments;

/// <summary>Submissions of experiments where some pools and models exist.</summary>
internal static class Submitted
{
    public static readonly ExperimentFacts Facts = new(
        new PlanFacts(
            new Dictionary<string, PoolSize>
            {
                ["pool"] = new(100, 400),
                ["test"] = new(50, 800),
                ["other"] = new(20, 0),
                ["corpus-1"] = new(1000, 1000),
                ["corpus-2"] = new(1000, 1000),
                ["first"] = new(100, 100),
            },
            new Dictionary<string, string>
            {
                ["lm"] = ModelKind.Language,
                ["prm"] = ModelKind.Process,
                ["prm-2"] = ModelKind.Process,
                ["orm"] = ModelKind.Outcome,
            },
            ["pool", "test"],
            ["prm"]
        )
    );

    public static JobRequest Read(string experiment, string plan) =>
        ExperimentRequest.Read(Encoding.UTF8.GetBytes($$"""{"experiment":"{{experiment}}","plan":{{plan}}}"""));

    public static IReadOnlyList<string> Reasons(string experiment, string plan) =>
        ExperimentAdmission.Reasons(Read(experiment, plan), Facts);

    public static Expansion Expand(string experiment, string plan)
    {
        Assert.Empty(Reasons(experiment, plan));
        return Expansion.Of(
            (SubmitExperiment)Read(experiment, plan).Value,
            Guid.Parse("0199a7c2-7c1e-7e3a-9f50-3c8d1a2b4c5d"),
            DateTimeOffset.UnixEpoch,
            Facts
        );
    }
}
