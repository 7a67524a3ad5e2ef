using System.CommandLine;
using Platform.Cli.Labellings;
using Platform.Contracts;

namespace Platform.Cli;

/// <summary>
/// <c>label</c>: labels a pool with an oracle at once, or a selection or a pool by a supervisor of choice as a job.
/// </summary>
internal static class LabelCommand
{
    public static Verb Create(Session session)
    {
        var pool = new Argument<string>("POOL")
        {
            Description = "The pool whose solutions are labelled",
            Arity = ArgumentArity.ZeroOrOne,
        };
        pool.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && CommonOptions.WhyNot(given.GetValueOrDefault<string>()) is { } reason)
            {
                given.AddError($"POOL: {reason}.");
            }
        });
        var labeller = new Option<string>("--labeller")
        {
            Description =
                "oracle: exact, for synthetic problems and the Game of 24; without a job. The same as --by oracle",
            HelpName = "oracle",
            DefaultValueFactory = _ => "oracle",
        };
        labeller.AcceptOnlyFromAmong("oracle");
        var job = new LabellingOptions();
        var json = CommonOptions.Json("the counts");
        var verb = new Verb(
            "label",
            "Label the solutions of a selection or a pool, up to the first wrong step; repeating it changes nothing",
            """
            ./platform label sampled
            ./platform label --selection latest --by oracle
            ./platform label --selection 0199a7c2 --by model:prm-large --threshold 0.2
            ./platform label sampled --by answer
            ./platform label sampled --by rollouts:lm-chain --completions 8 --min-p 0.02 --quality
            ./platform label sampled --by rollouts:lm-chain --method omegaprm --searches 100
            ./platform label --selection latest --by people --detach
            ./platform label sampled --by people --overlap 2 --controls 0.07 --labellers ann,bob --detach
            ./platform export sampled --labeller oracle > labelled.jsonl
            """
        )
        {
            pool,
            labeller,
            json,
        };
        foreach (var option in job.All)
        {
            verb.Add(option);
        }

        job.Validate(verb, pool, labeller);
        verb.SetAction(
            (parsed, cancellationToken) =>
                job.Read(parsed, parsed.GetValue(pool)) is { } wish
                    ? LabellingJob.Run(session, wish, parsed.GetValue(json), cancellationToken)
                    : AtOnce(
                        session,
                        parsed.GetValue(pool)!,
                        parsed.GetValue(labeller)!,
                        parsed.GetValue(json),
                        cancellationToken
                    )
        );
        return verb;
    }

    private static async Task<int> AtOnce(
        Session session,
        string pool,
        string labeller,
        bool json,
        CancellationToken cancellationToken
    )
    {
        using var dataset = new DatasetConnection(session);
        var result = await dataset.AskAtLength(
            api => api.Label(pool, new LabelPool(labeller), cancellationToken),
            "Repeat the command: what is labelled stays as it is.",
            cancellationToken
        );
        if (json)
        {
            Json.Print(session.Terminal, result);
        }
        else
        {
            LabelTable.Print(session.Terminal, result, "are of problems that no oracle knows");
        }
        // If no solution could be labelled, the name of the pool is most likely wrong.
        return result.Solutions > 0 && result.Unknown == result.Solutions ? Exit.Failed : Exit.Ok;
    }
}
