using System.CommandLine;

namespace Platform.Cli.Running;

/// <summary><c>up</c>: starts the platform, and stays in the foreground or runs one command.</summary>
internal static class UpCommand
{
    public const string NoDashboard = "--Dashboard=false";

    private const string RunDirectory = "--RunDirectory=";

    public static Verb Create(Session session)
    {
        var scorers = new Option<int>("--scorers")
        {
            Description = "Number of competing scorers, 1 to 16; while the platform runs: ./platform scale scorer N",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        scorers.Validators.Add(given =>
        {
            if (given.Tokens is [var number] && int.TryParse(number.Value, out int n) && n is < 1 or > 16)
            {
                given.AddError("--scorers needs a number from 1 to 16.");
            }
        });
        var bare = new Option<bool>("--no-dashboard")
        {
            Description = "Without Aspire's dashboard; the lines of every resource are printed",
        };
        var deterministic = new Option<bool>("--deterministic")
        {
            Description = "Score every message separately, on one thread, for bit-identical scores",
        };
        var then = new Option<string?>("--then")
        {
            Description = "Run the command with bash, without the dashboard, stop everything, exit with its code",
            HelpName = "COMMAND",
        };
        then.Validators.Add(given =>
        {
            if (string.IsNullOrWhiteSpace(given.GetValueOrDefault<string>()))
            {
                given.AddError("--then needs a command.");
            }
        });
        var others = new Argument<string[]>("SETTING")
        {
            Description = "A setting of the AppHost or of a service, --Key=Value",
            Arity = ArgumentArity.ZeroOrMore,
        };
        others.Validators.Add(given =>
        {
            foreach (var token in given.Tokens)
            {
                if (!token.Value.StartsWith("--", StringComparison.Ordinal) || !token.Value.Contains('='))
                {
                    given.AddError($"Unknown option '{token.Value}'; a setting is written --Key=Value.");
                }
            }
        });
        var verb = new Verb(
            "up",
            "Start everything and stay in the foreground until Ctrl-C",
            """
            ./platform up --scorers 3
            ./platform up --then './platform import pool.jsonl --pool mine &&
                ./platform evaluate --pool mine --json > report.json'
            ./platform up --Generator:BaseAddress=http://localhost:8000/v1 --Generator:Model=NAME
            """,
            """
            The last line of the start is the dashboard's link. The folder .run keeps data,
            generated passwords, ports and addresses; with --then also the AppHost's output,
            in apphost.log.

            Settings:
              --Servers=auto|containers|native   Postgres and RabbitMQ; auto: containers if
                                                 Docker answers
              --RunDirectory=FOLDER              instead of .run
              --Provider=auto|cpu|cuda           where models run
              --StartTimeout=SECONDS             end a start that takes longer
              --SERVICE:NAME=VALUE               a setting of a service
            """
        )
        {
            scorers,
            bare,
            deterministic,
            then,
            others,
        };
        verb.HandlesSignals = true;
        verb.SetAction(
            (parsed, cancellationToken) =>
            {
                var checkout = Checkout.OfThisProgram();
                string runFolder = checkout.RunFolder;
                List<string> settings = [$"--Scorers={parsed.GetValue(scorers)}"];
                if (parsed.GetValue(bare))
                {
                    settings.Add(NoDashboard);
                }

                if (parsed.GetValue(deterministic))
                {
                    settings.Add("--Batching=chunk");
                }

                foreach (string setting in parsed.GetValue(others) ?? [])
                {
                    if (setting.StartsWith(RunDirectory, StringComparison.Ordinal))
                    {
                        runFolder = Path.GetFullPath(setting[RunDirectory.Length..], checkout.Root);
                    }
                    else
                    {
                        settings.Add(setting);
                    }
                }
                settings.Add(RunDirectory + runFolder);

                var run = new PlatformRun(session, checkout);
                // A second AppHost names the first and ends.
                return parsed.GetValue(then) is { } command && !Checkout.IsRunning(runFolder)
                    ? run.Around(
                        (against, interruption) => PlatformRun.Shell(command, against, interruption),
                        runFolder,
                        settings,
                        cancellationToken
                    )
                    : run.Foreground(settings, cancellationToken);
            }
        );
        return verb;
    }
}
