using System.CommandLine;
using Platform.Cli.Running;

namespace Platform.Cli.Trainings;

/// <summary><c>train shipped</c>: trains models under <c>models/</c> again.</summary>
internal static class TrainShippedCommand
{
    public static Verb Create(Session session)
    {
        var models = new Argument<string>("MODELS")
        {
            Description = "chain (the default: the models of the demo), maths, game24, or all",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => "chain",
        };
        models.AcceptOnlyFromAmong("chain", "maths", "game24", "all");
        var verb = new Verb(
            "shipped",
            "Train the models under models/ again, by models/train",
            """
            ./platform train shipped
            ./platform train shipped all
            """
        )
        {
            HandlesSignals = true,
        };
        verb.Arguments.Add(models);
        verb.SetAction(
            (parsed, cancellationToken) =>
            {
                var checkout = Checkout.OfThisProgram();
                return new PlatformRun(session, checkout).With(
                    (against, interruption) =>
                        PlatformRun.Shell(
                            $"'{checkout.Root}/models/train' {parsed.GetValue(models)}",
                            against,
                            interruption
                        ),
                    cancellationToken
                );
            }
        );
        return verb;
    }
}
