using System.Globalization;
using System.Text.Json;
using Platform.Benchmarks;
using Platform.Benchmarks.Running;
using Platform.Benchmarks.Selector;

// Benchmarks [--json] [part of a name]...: exit code 1 when a target is missed.
Dictionary<string, Bench> benches = new()
{
    // First: what it says about memory is the process's.
    ["training"] = TrainingBench.Run,
    ["selector"] = SelectorBench.Run,
    ["selection"] = SelectionBench.Run,
    ["scorer"] = ScorerBench.Run,
    ["generation"] = GenerationBench.Run,
    ["import"] = ImportBench.Run,
    ["queue"] = QueueBench.Run,
    ["engine"] = EngineBench.Run,
    ["labelling"] = LabellingBench.Run,
    ["gateway"] = GatewayBench.Run,
    ["gateway-kills"] = GatewayKillsBench.Run,
    ["paper"] = PaperScaleBench.Run,
    ["grading"] = GradingBench.Run,
};

bool json = args.Contains("--json");
var filters = args.Where(a => a != "--json").ToArray();
bool held = true;
foreach (var (_, bench) in benches.Where(b => filters.Length == 0 || filters.Any(b.Key.Contains)))
{
    await foreach (var result in bench(CancellationToken.None))
    {
        held &= result.Holds ?? true;
        Console.WriteLine(
            json
                ? JsonSerializer.Serialize(result, JsonSerializerOptions.Web)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Name, -52} {result.Value, 12:G5} {result.Unit, -14} {result.Target, -18} {result.Holds switch { true => "holds", false => "MISSED", _ => "" }}"
                )
        );
    }
}
return held ? 0 : 1;
