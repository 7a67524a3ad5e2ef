using Platform.Cli.Running;

namespace Platform.Cli.Trainings;

/// <summary><c>train shipped</c>: trains every model under <c>models/</c> again.</summary>
internal static class TrainShippedCommand
{
    public static Verb Create(Session session)
    {
        var verb = new Verb(
            "shipped",
            "Train every model under models/ again, by models/train",
            "./platform train shipped"
        )
        {
            HandlesSignals = true,
        };
        verb.SetAction(
            (_, cancellationToken) =>
            {
                var checkout = Checkout.OfThisProgram();
                return new PlatformRun(session, checkout).With(
                    (against, interruption) =>
                        PlatformRun.Shell($"'{checkout.Root}/models/train'", against, interruption),
                    cancellationToken
                );
            }
        );
        return verb;
    }
}
