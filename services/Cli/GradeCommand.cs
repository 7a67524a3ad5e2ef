using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Grading;

namespace Platform.Cli;

/// <summary><c>grade</c>: grades answers in this process, without a running platform.</summary>
internal static class GradeCommand
{
    private const string Mathematical = "mathematical";

    private static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web)
    {
        // As in Json.Options, so that LaTeX and CJK stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private sealed record Pair(string? Given, string Truth);

    private sealed record Graded(string? Given, string Truth, bool Equal, string Reason);

    private sealed record GradedSolution(
        string? Given,
        string Truth,
        bool Equal,
        string Reason,
        string? Answer,
        string Rule
    );

    public static Verb Create(Session session)
    {
        var given = new Option<string?>("--given") { Description = "The answer; with --extract a whole solution" };
        var truth = new Option<string?>("--truth") { Description = "The reference answer" };
        var batch = new Option<string?>("--batch")
        {
            Description = """A file with one {"given", "truth"} per line, or - for standard input; given may be null""",
            HelpName = "FILE",
        };
        var policy = new Option<string>("--policy")
        {
            Description = "prm800k: verdicts of openai/prm800k's grader; mathematical: mathematical equality",
            DefaultValueFactory = _ => "prm800k",
        };
        policy.AcceptOnlyFromAmong("prm800k", Mathematical);
        var extract = new Option<bool>("--extract")
        {
            Description = "given is a whole solution: extract its final answer first, and print the extraction rule",
        };
        var verb = new Verb(
            "grade",
            "Grade answers against their reference answers, with reasons; works without a running platform",
            """
            ./platform grade --given '\frac{2}{4}' --truth 0.5
            ./platform grade --given 10^5 --truth 100000 --policy mathematical
            ./platform grade --batch answers.jsonl > graded.jsonl
            ./platform grade --batch solutions.jsonl --extract
            """
        )
        {
            given,
            truth,
            batch,
            policy,
            extract,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var by = parsed.GetValue(policy) == Mathematical ? GradingPolicy.Mathematical : GradingPolicy.Prm800k;
                var whole = parsed.GetValue(extract);
                switch (parsed.GetValue(given), parsed.GetValue(truth), parsed.GetValue(batch))
                {
                    case ({ } answer, { } reference, null):
                        session.Terminal.Out.WriteLine(Line(answer, reference, by, whole));
                        return Exit.Ok;
                    case (null, null, { } file):
                        return await Batch(session.Terminal, file, by, whole, cancellationToken);
                    default:
                        throw new CommandFailed(
                            Exit.Rejected,
                            "Give either --given and --truth, or --batch with a file of both."
                        );
                }
            }
        );
        return verb;
    }

    /// <summary>Grades one pair and returns the line of JSON to print.</summary>
    public static string Line(string? given, string truth, GradingPolicy policy, bool extract)
    {
        if (!extract)
        {
            var (equal, reason) = Grader.Grade(given, truth, policy);
            return JsonSerializer.Serialize(new Graded(given, truth, equal, reason), OneLine);
        }
        var (answer, rule) = given is null ? default : AnswerExtraction.Extract(given);
        var verdict = Grader.Grade(answer, truth, policy);
        return JsonSerializer.Serialize(
            new GradedSolution(given, truth, verdict.Equal, verdict.Reason, answer, rule.ToString()),
            OneLine
        );
    }

    private static async Task<int> Batch(
        Terminal terminal,
        string path,
        GradingPolicy policy,
        bool extract,
        CancellationToken cancellationToken
    )
    {
        using var lines = new StreamReader(path == "-" ? terminal.Input() : File.OpenRead(path));
        var (number, bad) = (0, 0);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (Read(line, out var problem) is { } pair)
            {
                terminal.Out.WriteLine(Line(pair.Given, pair.Truth, policy, extract));
                continue;
            }
            bad++;
            terminal.Error.WriteLine($"line {number}: {problem}");
        }
        if (bad > 0)
            terminal.Error.WriteLine($"{bad:N0} of {number:N0} lines were not judged.");
        return bad > 0 ? Exit.Failed : Exit.Ok;
    }

    private static Pair? Read(string line, out string problem)
    {
        problem = "";
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                problem = """not an object; wanted {"given": ..., "truth": ...}""";
            else if (!root.TryGetProperty("truth", out var truth) || truth.ValueKind != JsonValueKind.String)
                problem = "truth is missing or no string";
            else if (
                !root.TryGetProperty("given", out var given)
                || given.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)
            )
                problem = "given is missing; wanted a string, or null for no answer";
            else
                return new Pair(given.GetString(), truth.GetString()!);
        }
        catch (JsonException exception)
        {
            problem = $"not JSON: {exception.Message.Split(" LineNumber")[0]}";
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair.
            problem = "a string in it is no valid Unicode";
        }
        return null;
    }
}
