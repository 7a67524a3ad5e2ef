namespace Platform.Cli.Running;

/// <summary><c>demo</c>: generates, scores and selects with the shipped models.</summary>
internal static class DemoCommand
{
    private const string Report = "demo-report.html";

    private const string Pool = "demo-chain";
    private const string Prm = "prm-chain";

    private static readonly string[][] Steps =
    [
        [
            "synthesize",
            "chain",
            "--pool",
            Pool,
            "--problems",
            "200",
            "--split",
            "test",
            "--levels",
            "4-5",
            "--seed",
            "7",
            "--solutions",
            "0",
        ],
        [
            "evaluate",
            "--pool",
            Pool,
            "--samples",
            "32",
            "--language-model",
            "lm-chain",
            "--min-p",
            "0.02",
            "--model",
            Prm,
            "--model",
            "orm-chain",
        ],
    ];

    /// <summary>One round of the loop: choose what fools the model, label it.</summary>
    private static readonly string[][] Loop =
    [
        [
            "select",
            "--pool",
            Pool,
            "--model",
            Prm,
            "--policy",
            "convincing-wrong",
            "--total",
            "20",
            "--per-problem",
            "1",
            "--skip-labelled-by",
            "nobody",
        ],
        ["label", "--selection", "latest", "--by", "oracle"],
    ];

    public static Verb Create(Session session)
    {
        var verb = new Verb(
            "demo",
            "Set up, start everything, compare the shipped reward models, label what fools them, write demo-report.html, stop",
            "./platform demo",
            """
            Makes problems that no shipped model has seen; the shipped language model writes
            solutions, the shipped reward models score them, and the report compares them with
            majority voting. Then one round of the loop: the most convincing wrong answers are
            selected and labelled by the oracle. A second run skips what is done.
            If the platform already runs (./platform up), the demo uses it and leaves it
            running.
            """
        )
        {
            HandlesSignals = true,
        };
        verb.SetAction(
            (_, cancellationToken) =>
            {
                var checkout = Checkout.OfThisProgram();
                return new PlatformRun(session, checkout).With(
                    (against, interruption) => Run(against, checkout, interruption.Token),
                    cancellationToken
                );
            }
        );
        return verb;
    }

    private static async Task<int> Run(Session session, Checkout checkout, CancellationToken cancellationToken)
    {
        string report = Path.Combine(checkout.Root, Report);
        string[] save = ["report", "latest", "--html", report];
        foreach (string[] step in (string[][])[.. Steps, save, .. Loop])
        {
            if (await CommandLine.Run(step, session, cancellationToken) is not Exit.Ok and var code)
            {
                return code;
            }
        }

        await FooledModel.Show(session, Pool, Prm, cancellationToken);
        session.Terminal.Out.WriteLine($"The report: {report}");
        return Exit.Ok;
    }
}
