using System.CommandLine;

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
        var stay = new Option<bool>("--stay")
        {
            Description =
                "Leave the platform running until Ctrl-C, and print the address of the report in the Workbench",
        };
        var verb = new Verb(
            "demo",
            "Set up, start everything, compare the shipped reward models, label what fools them, write demo-report.html, stop",
            """
            ./platform demo
            ./platform demo --stay
            """,
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
        verb.Options.Add(stay);
        verb.SetAction(
            (parsed, cancellationToken) =>
            {
                var checkout = Checkout.OfThisProgram();
                bool running = Checkout.IsRunning(checkout.RunFolder);
                return new PlatformRun(session, checkout).With(
                    async (against, interruption) =>
                    {
                        var code = await Run(against, checkout, interruption.Token);
                        if (code == Exit.Ok && (running || parsed.GetValue(stay)))
                        {
                            await PrintAddress(against, checkout, interruption.Token);
                        }

                        if (code == Exit.Ok && !running && parsed.GetValue(stay))
                        {
                            session.Terminal.Error.WriteLine("platform: running until Ctrl-C");
                            await Task.Delay(Timeout.InfiniteTimeSpan, session.Time, interruption.Token);
                        }

                        return code;
                    },
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

    /// <summary>Prints where the Workbench shows the evaluation, with the administrator's link while it is unused.</summary>
    private static async Task PrintAddress(Session session, Checkout checkout, CancellationToken cancellationToken)
    {
        using var dataset = new DatasetConnection(session);
        var workbench = dataset.Endpoints.Workbench;
        var evaluations = await dataset.Ask(
            api => api.GetEvaluations(cancellationToken: cancellationToken),
            cancellationToken
        );
        if (workbench is null || evaluations.FirstOrDefault(e => e.Pool == Pool) is not { } latest)
        {
            return;
        }

        session.Terminal.Out.WriteLine($"In the Workbench: {new Uri(workbench, $"jobs/{latest.Id}")}");
        var link = Path.Combine(checkout.RunFolder, "workbench", "sign-in");
        if (File.Exists(link))
        {
            session.Terminal.Out.WriteLine(
                $"Sign in first, once: {(await File.ReadAllTextAsync(link, cancellationToken)).Trim()}"
            );
        }
    }
}
