using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Gateway.Choosing;
using Platform.Gateway.Limits;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;
using Platform.Gateway.Upstream;
using Platform.Grading;
using Platform.Kernels.Selection;

namespace Platform.Gateway.Endpoints;

/// <summary><c>POST /v1/score</c>: step probabilities of solutions that the caller has.</summary>
internal static class ScoreEndpoints
{
    public static void MapScore(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/score", Score).WithMetadata(MeasuredOperation.Score);

    private static async Task<IResult> Score(
        HttpContext context,
        KnownModels models,
        Workers workers,
        Quotas quotas,
        IOptions<GatewayOptions> options,
        CancellationToken cancellationToken
    )
    {
        string? key = LimitedKey.Of(context.User);
        await quotas.Check(key, cancellationToken);
        var body = await RequestFields.Read(context.Request, cancellationToken);
        var neutral = body.Word<NeutralPolicy>("neutral") ?? NeutralPolicy.Positive;
        var inputs = Inputs(body, options.Value.MostInputs);
        var model = body.Text("model") ?? throw RequestFields.Wrong("model", "must name a reward model");
        var verifier = await models.Verifier(model, cancellationToken);
        context.Features.GetRequiredFeature<MeasuredRequest>().Model = verifier.Name;

        // Scorers take the solutions of one problem at a time.
        var groups = inputs.Index().GroupBy(input => input.Item.Statement).Select(g => g.ToList()).ToList();
        var scored = await Task.WhenAll(
            groups.Select(group =>
                workers.Score(
                    verifier,
                    group[0].Item.Statement,
                    [.. group.Select(input => input.Item.Steps)],
                    options.Value.Timeout,
                    cancellationToken
                )
            )
        );
        var data = new SolutionScore[inputs.Count];
        foreach (var (group, answer) in groups.Zip(scored))
        {
            foreach (var (input, solution) in group.Zip(answer.Solutions))
            {
                data[input.Index] = Entry(input.Index, input.Item.Steps, solution, verifier, neutral);
            }
        }

        long tokens = scored.Sum(s => s.Tokens);
        await quotas.Add(key, tokens);
        return Results.Json(
            new ScoreResponse(
                "list",
                verifier.Name,
                verifier.Version,
                verifier.Kind,
                verifier.Classes,
                data,
                new(tokens, tokens)
            ),
            OpenAiJson.Options
        );
    }

    private static SolutionScore Entry(
        int index,
        IReadOnlyList<string> steps,
        ScoredSolution scored,
        Verifier verifier,
        NeutralPolicy neutral
    )
    {
        var (rows, correct, score, failure) = CandidateScores.Of(scored, verifier.Columns, neutral);
        return new(
            index,
            "score",
            steps,
            rows,
            correct,
            rows is null
                ? null
                : new(Math.Exp(score.Product), Math.Exp(score.Min), Math.Exp(score.Last), Math.Exp(score.Mean)),
            failure
        );
    }

    /// <summary>One solution, or a batch of them.</summary>
    private static List<(string Statement, IReadOnlyList<string> Steps)> Inputs(RequestFields body, int most)
    {
        string? statement = body.Text("statement") ?? body.Text("problem");
        bool blank = body.Split() == StepSplit.BlankLine;
        if (body["inputs"] is not { } given)
        {
            return [Input(body, statement, blank, "")];
        }

        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() is 0 || given.GetArrayLength() > most)
        {
            throw RequestFields.Wrong("inputs", $"must be a list of 1 to {most} solutions");
        }

        return
        [
            .. given
                .EnumerateArray()
                .Select(
                    (input, place) =>
                        input.ValueKind == JsonValueKind.Object
                            ? Input(new(input), statement, blank, $"inputs[{place}].")
                            : throw RequestFields.Wrong($"inputs[{place}]", "must be an object with steps or text")
                ),
        ];
    }

    private static (string Statement, IReadOnlyList<string> Steps) Input(
        RequestFields input,
        string? statement,
        bool blank,
        string at
    )
    {
        var (steps, text) = (input["steps"] is null ? null : input.Texts("steps"), input.Text("text"));
        return steps is null == text is null
            ? throw RequestFields.Wrong($"{at}steps", "or text must be given, and not both")
            : (
                input.Text("statement")
                    ?? input.Text("problem")
                    ?? statement
                    ?? throw RequestFields.Wrong($"{at}statement", "must be the problem's text"),
                steps ?? StepSplitting.Split(text!, blank)
            );
    }
}
