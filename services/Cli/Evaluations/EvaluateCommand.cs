using System.CommandLine;
using System.Net;
using Platform.Cli.Jobs;
using Platform.Contracts;
using Refit;

namespace Platform.Cli.Evaluations;

/// <summary><c>evaluate</c>: submits through the queue, watches, prints the report; when repeated, it resumes.</summary>
internal static class EvaluateCommand
{
    public static Verb Create(Session session)
    {
        var pool = CommonOptions.Pool("The pool to evaluate");
        var models = new Option<string[]>("--model")
        {
            Description =
                "Reward model, which scores what it has not scored yet; may be repeated. Default: only imported scores",
            HelpName = "M",
            DefaultValueFactory = _ => [],
        }.Named();
        var samples = new Option<int?>("--samples")
        {
            Description = "Solutions per problem; the generator creates the missing ones",
            HelpName = "N",
        };
        var sampling = new SamplingOptions();
        var seed = new Option<long?>("--seed")
        {
            Description = "Seed of the bootstrap and of the voting draws; default: 0",
            HelpName = "S",
        };
        var ties = new Option<string>("--ties")
        {
            Description =
                "Which of several answers with equal votes is chosen: uniform (the default: each with the same chance) or first (the first counted, which depends on the order of the samples)",
            HelpName = "uniform|first",
            DefaultValueFactory = _ => "uniform",
        };
        ties.AcceptOnlyFromAmong("uniform", "first");
        var steps = new StepComparisonOptions();
        var json = CommonOptions.Json("the whole report");
        var detach = new Option<bool>("--detach") { Description = "Only submit: print the id and exit" };
        var forced = new Option<bool>("--new")
        {
            Description = "Submit even if the same evaluation is running, or completed and still current",
        };
        var verb = new Verb(
            "evaluate",
            "Evaluate best-of-N on a pool: score, select, report. Repeat an interrupted command to resume it",
            """
            ./platform evaluate --pool mine --model prm-maths --model orm-maths
            ./platform evaluate --pool mine --json > report.json
            ./platform evaluate --pool mine --model prm-maths --samples 64 --detach
            ./platform evaluate --pool processbench --model prm-maths --threshold-from gsm8k
            ./platform evaluate --pool mine --samples 64 --language-model lm-mine --temperature 0.8 --max-tokens 512
            """
        )
        {
            pool,
            models,
            samples,
            seed,
            ties,
            json,
            detach,
            forced,
        };
        foreach (var option in sampling.All.Concat(steps.All))
        {
            verb.Add(option);
        }

        verb.Validators.Add(given =>
        {
            if (given.GetResult(samples) is not { Implicit: false } && sampling.Given(given) is { } option)
            {
                given.AddError($"{option.Name} is about the solutions that --samples asks for: give --samples too.");
            }
            if (steps.Contradiction(given) is { } contradiction)
            {
                given.AddError(contradiction);
            }
        });
        verb.SetAction(
            (parsed, cancellationToken) =>
            {
                var job = new SubmitEvaluation(
                    Guid.CreateVersion7(session.Time.GetUtcNow()),
                    parsed.GetValue(pool)!,
                    parsed.GetValue(models)!.Distinct().ToList(),
                    parsed.GetValue(samples),
                    sampling.Read(parsed),
                    Seed: parsed.GetValue(seed),
                    Ties: parsed.GetValue(ties) == "first" ? VoteTies.First : null,
                    Steps: steps.Read(parsed)
                );
                var wish = new Wish(job, parsed.GetValue(json), parsed.GetValue(detach), parsed.GetValue(forced));
                return Run(session, wish, cancellationToken);
            }
        );
        return verb;
    }

    private static async Task<int> Run(Session session, Wish wish, CancellationToken cancellationToken)
    {
        using var dataset = new DatasetConnection(session);
        var notes = session.Terminal.Error;
        if (wish.Job.Models is not { Count: > 0 })
        {
            notes.WriteLine(
                "No --model: only scores that came with the pool are used (./platform models lists the models)."
            );
        }

        var known = await Known(dataset, wish.Job.Pool, cancellationToken);
        var decision = wish.New ? new(ResumeKind.Submit) : Resume.Decide(wish.Job, known);
        var id = decision.Evaluation?.Id ?? wish.Job.EvaluationId!.Value;
        if (decision.Kind == ResumeKind.Submit)
        {
            await Submit.Patiently(session, dataset, EvaluationQueue.Job(wish.Job), cancellationToken);
        }
        else if (decision.Kind == ResumeKind.Attach)
        {
            notes.WriteLine("The same evaluation is running already: watching it (--new starts another).");
        }
        else
        {
            notes.WriteLine("Done already, and nothing has changed since: its report (--new forces another).");
        }

        if (wish.Detach)
        {
            return Unfinished.Detached(
                session.Terminal,
                JobKinds.Evaluation,
                id,
                wish.Json,
                $"Watch it with ./platform status {id}, read it with ./platform report {id}."
            );
        }

        notes.WriteLine($"Evaluation {id}");
        var ended =
            decision.Kind == ResumeKind.Show
                ? decision.Evaluation!
                : await Follow.Watch(session, dataset, id, EvaluationProgress.Watched, cancellationToken);
        return await Ending.Print(session, dataset, ended, wish.Json, cancellationToken);
    }

    private static async Task<IReadOnlyList<EvaluationStatus>> Known(
        DatasetConnection dataset,
        string pool,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await dataset.Ask(api => api.GetEvaluations(pool, cancellationToken), cancellationToken);
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            // If the pool does not exist, the submission is rejected with this and every other reason.
            return [];
        }
    }

    private sealed record Wish(SubmitEvaluation Job, bool Json, bool Detach, bool New);
}
