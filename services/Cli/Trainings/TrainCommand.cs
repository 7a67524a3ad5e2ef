using System.CommandLine;
using System.Text.Json;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Trainings;

/// <summary><c>train</c>: submits through the queue, watches, prints the outcome; when repeated, it resumes.</summary>
internal static class TrainCommand
{
    public static Verb Create(Session session)
    {
        var objective = new Argument<string>("OBJECTIVE")
        {
            Description = "process (a score per step), outcome (a score per solution) or language (writes solutions)",
        };
        objective.AcceptOnlyFromAmong("process", "outcome", "language");
        var pools = new Option<string[]>("--pool")
        {
            Description = "A pool with solutions to train on; may be repeated. Default: the pools of --selection",
            HelpName = "NAME",
            DefaultValueFactory = _ => [],
        }.Named();
        var selections = new Option<string[]>("--selection")
        {
            Description =
                "Train on the solutions of this selection only: its id, the beginning of it, or latest; may be repeated",
            HelpName = "ID",
            DefaultValueFactory = _ => [],
        };
        var name = new Option<string>("--name")
        {
            Description = "Name of the model; an existing model of that name gets a new version",
            HelpName = "NAME",
            Required = true,
        }.Named();
        var labeller = new Option<string?>("--labeller")
        {
            Description = "Labeller of the step labels, such as oracle; default: the labels imported with the file",
            HelpName = "WHO",
        };
        var outcome = new Option<string?>("--outcome")
        {
            Description = "Labeller of the verdicts on whole solutions; default: the grade of the final answer",
            HelpName = "WHO",
        };
        var from = new Option<string?>("--base")
        {
            Description = "Model whose weights training starts from; default: random initialisation",
            HelpName = "MODEL",
        };
        var notIn = new Option<string[]>("--not-in")
        {
            Description =
                "Leave out problems that are in this pool, such as MATH-500, recognised by their text; may be repeated",
            HelpName = "POOL",
            DefaultValueFactory = _ => [],
        };
        var recipe = new RecipeOptions();
        var output = new Option<string?>("--out")
        {
            Description = "Write the finished model to this directory",
            HelpName = "DIR",
        };
        var json = CommonOptions.Json("the training with its curve");
        var detach = new Option<bool>("--detach", "--no-wait") { Description = "Only submit: print the id and exit" };
        var estimate = new Option<bool>("--estimate")
        {
            Description = "Say what memory and time the training would need; start nothing",
        };
        var forced = new Option<bool>("--new")
        {
            Description = "Submit even if the same training is running, or completed and nothing has changed",
        };
        var verb = new Verb(
            "train",
            "Train a reward model or a language model. Repeat an interrupted command to resume it",
            """
            ./platform train language --pool mine --name lm --epochs 4
            ./platform train process --pool mine --name prm --labeller oracle --base lm --epochs 2
            ./platform train outcome --pool mine --name orm --layers 2 --out models/orm
            ./platform train process --selection latest --name prm-2 --labeller model:prm-large
            ./platform train process --pool mine --name prm --base qwen-1.5b --adapter lora --context 1024 --estimate
            """
        )
        {
            objective,
            pools,
            selections,
            name,
            labeller,
            outcome,
            from,
            notIn,
            output,
            estimate,
            json,
            detach,
            forced,
        };
        foreach (var option in recipe.All)
        {
            verb.Add(option);
        }

        verb.Add(TrainShippedCommand.Create(session));
        verb.Validators.Add(given =>
        {
            if (given.GetResult(pools)?.Tokens.Count is not > 0 && given.GetResult(selections)?.Tokens.Count is not > 0)
            {
                given.AddError("Option '--pool' is required, or --selection.");
            }
        });
        verb.SetAction(
            (parsed, cancellationToken) =>
            {
                var wanted = new WantedTraining(
                    Guid.CreateVersion7(session.Time.GetUtcNow()),
                    Enum.Parse<Objective>(parsed.GetValue(objective)!, ignoreCase: true),
                    parsed.GetValue(name)!,
                    [.. parsed.GetValue(pools)!.Distinct()],
                    parsed.GetValue(labeller),
                    parsed.GetValue(outcome),
                    parsed.GetValue(from),
                    recipe.Read(parsed),
                    [],
                    [.. parsed.GetValue(notIn)!.Distinct()]
                );
                var wish = new Wish(
                    wanted,
                    parsed.GetValue(selections)!,
                    parsed.GetValue(output),
                    parsed.GetValue(json),
                    parsed.GetValue(detach),
                    parsed.GetValue(forced),
                    parsed.GetValue(estimate)
                );
                return Run(session, wish, cancellationToken);
            }
        );
        return verb;
    }

    private static async Task<int> Run(Session session, Wish wish, CancellationToken cancellationToken)
    {
        if (wish.Output is { } folder)
        {
            ModelOutput.Check(folder);
        }

        using var dataset = new DatasetConnection(session);
        wish = wish with { Wanted = await Selected(dataset, wish, cancellationToken) };
        if (wish.Estimate)
        {
            return await TrainingEstimate.Print(session, dataset, wish.Wanted, wish.Json, cancellationToken);
        }

        var notes = session.Terminal.Error;
        var known = await dataset.Ask(api => api.GetTrainings(cancellationToken), cancellationToken);
        var earlier = wish.New ? null : TrainingResume.Find(wish.Wanted, known);
        if (
            earlier is { State: JobState.Completed }
            && !await TrainingResume.IsCurrent(dataset, earlier, cancellationToken)
        )
        {
            earlier = null;
        }

        if (earlier is null)
        {
            await Submit.Patiently(session, dataset, wish.Wanted.Job, cancellationToken);
        }
        else if (JobState.IsOpen(earlier.State))
        {
            notes.WriteLine("The same training is running already: watching it (--new starts another).");
        }
        else
        {
            notes.WriteLine("Done already, and it would learn from the same again (--new forces another).");
        }

        var id = earlier?.Id ?? wish.Wanted.Id;
        if (wish.Detach)
        {
            return Unfinished.Detached(
                session.Terminal,
                JobKinds.Training,
                id,
                wish.Json,
                $"Watch it with ./platform trainings {id}, end it with ./platform cancel {id}."
            );
        }

        notes.WriteLine($"Training {id}");
        var ended = await Follow.Watch(session, dataset, id, TrainingView.Watched, cancellationToken);
        if (ended.State == JobState.Completed && wish.Output is { } output)
        {
            await ModelOutput.Write(dataset, ended.Model!, output, cancellationToken);
            notes.WriteLine($"Wrote {output}");
        }
        return TrainingEnding.Print(session.Terminal, ended, wish.Json);
    }

    /// <summary>Finds the selections, whose pools are those to train on unless pools are named.</summary>
    private static async Task<WantedTraining> Selected(
        DatasetConnection dataset,
        Wish wish,
        CancellationToken cancellationToken
    )
    {
        if (wish.Selections.Count == 0)
        {
            return wish.Wanted;
        }

        var known = await dataset.Ask(
            api => api.GetSelections(cancellationToken: cancellationToken),
            cancellationToken
        );
        var found = wish.Selections.Select(s => JobId.Find(s, known)).ToList();
        return wish.Wanted with
        {
            Selections = [.. found.Select(s => s.Id).Distinct()],
            Pools = wish.Wanted.Pools.Count > 0 ? wish.Wanted.Pools : [.. found.Select(s => s.Pool).Distinct()],
        };
    }

    private sealed record Wish(
        WantedTraining Wanted,
        IReadOnlyList<string> Selections,
        string? Output,
        bool Json,
        bool Detach,
        bool New,
        bool Estimate
    );
}

/// <summary>A training as requested by the user.</summary>
internal sealed record WantedTraining(
    Guid Id,
    Objective Train,
    string Name,
    IReadOnlyList<string> Pools,
    string? Labeller,
    string? Outcome,
    string? Base,
    TrainingRecipe Recipe,
    IReadOnlyList<Guid> Selections,
    IReadOnlyList<string> NotIn
)
{
    public QueuedJob Job =>
        new(
            Queues.TrainingJobs,
            Id,
            JsonSerializer.SerializeToUtf8Bytes<object>(
                Train == Objective.Language
                    ? new TrainLanguageModel(Id, Name, Pools, Labeller, Outcome, Base, Recipe, Given, Without)
                    : new TrainRewardModel(Id, Train, Name, Pools, Labeller, Outcome, Base, Recipe, Given, Without),
                JobQueue.Json
            )
        );

    private IReadOnlyList<Guid>? Given => Selections.Count > 0 ? Selections : null;

    private IReadOnlyList<string>? Without => NotIn.Count > 0 ? NotIn : null;
}
