using Platform.Contracts;
using Platform.Inference;
using Refit;

namespace Platform.RemoteScoring;

/// <summary>Asks another installation's gateway.</summary>
internal sealed class ScoreSource(RewardModelManifest manifest, HttpClient http) : RemoteSource(http)
{
    private readonly IScoreApi _api = RestService.ForGenerated<IScoreApi>(http, RemoteApis.Settings);
    private readonly Head _head = new(manifest with { Head = new("probabilities", null) });

    public override string Endpoint => Address("/v1/score");

    public override async Task<RemoteScores> Ask(
        string statement,
        IReadOnlyList<IReadOnlyList<string>> solutions,
        CancellationToken cancellationToken
    )
    {
        var request = new ScoreRequest(
            manifest.Remote!.Model ?? manifest.Name,
            statement,
            Inputs: [.. solutions.Select(steps => new ScoreInput(Steps: steps))]
        );
        var response = await _api.Score(request, cancellationToken);
        var wrong =
            response.Data?.Count != solutions.Count
                ? $"gave {response.Data?.Count ?? 0} results for {solutions.Count} solutions"
            : !response.Classes.SequenceEqual(manifest.Classes)
                ? $"gives the classes {string.Join(", ", response.Classes)}, and the manifest names {string.Join(", ", manifest.Classes)}"
            : null;
        return new(
            [.. solutions.Select((steps, i) => wrong is null ? Read(response.Data![i], steps.Count) : Failed(wrong))],
            response.Usage?.PromptTokens ?? 0
        );
    }

    private Scores Read(SolutionScore score, int steps)
    {
        int rows = manifest.Kind == "outcome" ? 1 : steps;
        if (score.Probabilities is not { } given)
        {
            return Failed(score.Failure ?? "gave neither scores nor a reason");
        }

        if (given.Count != rows || given.Any(row => row.Length != manifest.Classes.Count))
        {
            return Failed($"gave {given.Count} rows of scores for {rows}");
        }

        return _head.Implausible(given) is { } implausible ? new(null, implausible) : new(given, null);
    }

    private Scores Failed(string reason) => new(null, $"{Endpoint} {reason}");
}
