using System.CommandLine;
using Platform.Cli.Jobs;

namespace Platform.Cli.Trainings;

/// <summary><c>cancel</c>: ends a training without a model.</summary>
internal static class CancelCommand
{
    public static Verb Create(Session session)
    {
        var job = new Argument<string>("JOB") { Description = "A training's id, the beginning of it, or latest" };
        var json = CommonOptions.Json("the training");
        var verb = new Verb(
            "cancel",
            "Cancel a training that waits or runs; nothing of it is kept but its curve",
            "./platform cancel latest\n./platform cancel 0199a7c2"
        )
        {
            job,
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetClient(session);
                var known = await dataset.Ask(api => api.GetTrainings(cancellationToken), cancellationToken);
                var id = JobId.Find(parsed.GetValue(job)!, known).Id;
                var training = await dataset.Ask(api => api.CancelTraining(id, cancellationToken), cancellationToken);
                if (parsed.GetValue(json))
                    Json.Print(session.Terminal, training);
                else
                    session.Terminal.Out.WriteLine(
                        training.State == TrainingState.Cancelled
                            ? $"The training of {training.Name} is cancelled."
                            : $"The training of {training.Name} is being cancelled: its trainer ends it within seconds."
                    );
                return Exit.Ok;
            }
        );
        return verb;
    }
}
