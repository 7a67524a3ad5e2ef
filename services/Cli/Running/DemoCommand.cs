namespace Platform.Cli.Running;

/// <summary><c>demo</c>: generates, scores and selects with the shipped models.</summary>
internal static class DemoCommand
{
    private const string Report = "demo-report.html";

    private static readonly string[][] Steps =
    [
        ["synthesize", "all", "--pool", "demo", "--problems", "48", "--split", "test", "--solutions", "0"],
        [
            "evaluate",
            "--pool",
            "demo",
            "--samples",
            "16",
            "--language-model",
            "lm-maths",
            "--model",
            "prm-maths",
            "--model",
            "orm-maths",
        ],
    ];

    public static Verb Create(Session session)
    {
        var verb = new Verb(
            "demo",
            "Set up, start everything, generate, score and select with the shipped models, write demo-report.html, stop",
            "./platform demo",
            """
            Makes problems that no shipped model has seen; the shipped language model writes
            solutions, the shipped reward models score them. A second run skips what is done.
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
        foreach (string[] step in (string[][])[.. Steps, save])
        {
            if (await CommandLine.Run(step, session, cancellationToken) is not Exit.Ok and var code)
            {
                return code;
            }
        }
        session.Terminal.Out.WriteLine($"The report: {report}");
        return Exit.Ok;
    }
}
