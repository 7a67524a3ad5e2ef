using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Kernels.Grading;

namespace Platform.Cli;

/// <summary><c>grade</c>: judges answers on this machine; nothing else needs to run.</summary>
internal static class GradeCommand
{
    private const int Fine = 0;
    private const int SomeLinesAreBad = 1;
    private const int WrongUse = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // Answers are read by people: LaTeX and CJK stay as they are.
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

    public static Command Create()
    {
        var given = new Option<string?>("--given")
        {
            Description = "The answer to judge (with --extract: a whole solution).",
        };
        var truth = new Option<string?>("--truth") { Description = "The reference answer." };
        var batch = new Option<FileInfo?>("--batch")
        {
            Description = "A file of {\"given\", \"truth\"} lines; given may be null. \"-\" reads standard input.",
        };
        var policy = new Option<string>("--policy")
        {
            Description = "prm800k (as openai/prm800k judges) or mathematical (equal means equal).",
            DefaultValueFactory = _ => "prm800k",
        };
        policy.AcceptOnlyFromAmong("prm800k", "mathematical");
        var extract = new Option<bool>("--extract")
        {
            Description = "given is a whole solution: find its final answer first.",
        };
        var command = new Verb(
            "grade",
            "Judge whether answers equal their references, and say why; nothing needs to run",
            """
            ./platform grade --given '\frac{1}{2}' --truth 0.5
            ./platform grade --batch pairs.jsonl --policy mathematical > verdicts.jsonl
            """
        )
        {
            given,
            truth,
            batch,
            policy,
            extract,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Run(
                    parsed.GetValue(given),
                    parsed.GetValue(truth),
                    parsed.GetValue(batch),
                    parsed.GetValue(policy) == "mathematical" ? GradingPolicy.Mathematical : GradingPolicy.Prm800k,
                    parsed.GetValue(extract),
                    cancellation
                )
        );
        return command;
    }

    /// <summary>Judges one pair, as the line of JSON that is printed.</summary>
    public static string Line(string? given, string truth, GradingPolicy policy, bool extract)
    {
        if (!extract)
        {
            var verdict = Grader.Grade(given, truth, policy);
            return JsonSerializer.Serialize(new Graded(given, truth, verdict.Equal, verdict.Reason), Json);
        }
        var found = given is null ? default : AnswerExtraction.Extract(given);
        var judged = Grader.Grade(found.Answer, truth, policy);
        var solution = new GradedSolution(
            given,
            truth,
            judged.Equal,
            judged.Reason,
            found.Answer,
            JsonNamingPolicy.CamelCase.ConvertName(found.Rule.ToString())
        );
        return JsonSerializer.Serialize(solution, Json);
    }

    /// <summary>Judges every line of a batch; a bad line is reported with its number and the rest goes on.</summary>
    public static async Task<int> Batch(
        TextReader lines,
        GradingPolicy policy,
        bool extract,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellation
    )
    {
        var (number, bad) = (0, 0);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }
            if (Read(line, out var problem) is { } pair)
            {
                await output.WriteLineAsync(Line(pair.Given, pair.Truth, policy, extract));
            }
            else
            {
                bad++;
                await errors.WriteLineAsync($"Line {number}: {problem}");
            }
        }
        if (bad > 0)
        {
            await errors.WriteLineAsync($"{bad} of {number} lines were not judged.");
        }
        return bad > 0 ? SomeLinesAreBad : Fine;
    }

    private static async Task<int> Run(
        string? given,
        string? truth,
        FileInfo? batch,
        GradingPolicy policy,
        bool extract,
        CancellationToken cancellation
    )
    {
        var isPair = given is not null && truth is not null;
        if (isPair == (batch is not null))
        {
            await Console.Error.WriteLineAsync("Say either --given and --truth, or --batch FILE.jsonl.");
            return WrongUse;
        }
        if (batch is null)
        {
            Console.WriteLine(Line(given, truth!, policy, extract));
            return Fine;
        }
        var isInput = batch.Name == "-";
        if (!isInput && !batch.Exists)
        {
            await Console.Error.WriteLineAsync(
                $"There is no file {batch.FullName}; --batch wants a file of JSON lines."
            );
            return WrongUse;
        }
        using var lines = isInput ? Console.In : new StreamReader(batch.FullName);
        return await Batch(lines, policy, extract, Console.Out, Console.Error, cancellation);
    }

    private static Pair? Read(string line, out string problem)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                problem = "not a JSON object; wanted {\"given\": ..., \"truth\": ...}.";
            }
            else if (!root.TryGetProperty("truth", out var truth) || truth.ValueKind != JsonValueKind.String)
            {
                problem = "\"truth\" is missing or no string.";
            }
            else if (
                !root.TryGetProperty("given", out var given)
                || !(given.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            )
            {
                problem = "\"given\" is missing; wanted a string, or null for no answer.";
            }
            else
            {
                problem = "";
                return new Pair(given.GetString(), truth.GetString()!);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            problem = $"not JSON ({exception.Message})";
        }
        return null;
    }
}
