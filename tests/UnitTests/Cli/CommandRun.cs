using System.Text.Json;
using Platform.Cli;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

/// <summary>Runs the client in this process against a fake Dataset and captures its output.</summary>
internal sealed class CommandRun(FakeDataset? dataset)
{
    public Dictionary<string, string> Environment { get; } =
        dataset is null
            ? []
            : new()
            {
                [Endpoints.DatasetVariable] = dataset.Address.ToString(),
                [Endpoints.BrokerVariable] = "amqp://user:secret@127.0.0.1:5",
            };

    public List<SubmitEvaluation> Published { get; } = [];

    /// <summary>
    /// How Dataset handles a submission; by default it does nothing, and the submission stays in the queue.
    /// </summary>
    public Action<SubmitEvaluation> OnPublish { get; set; } = _ => { };

    public List<JsonElement> Trainings { get; } = [];

    /// <summary>How Dataset handles a training.</summary>
    public Action<Guid> OnTraining { get; set; } = _ => { };

    /// <summary>Selections, labellings and experiments, with their queues.</summary>
    public List<(string Queue, JsonElement Body)> Submitted { get; } = [];

    /// <summary>How Dataset handles one of them.</summary>
    public Action<Guid> OnSubmit { get; set; } = _ => { };

    public Patience Patience { get; set; } =
        new()
        {
            Ask = TimeSpan.FromMilliseconds(300),
            Submit = TimeSpan.FromMilliseconds(300),
            Follow = TimeSpan.FromSeconds(20),
            Poll = TimeSpan.FromMilliseconds(5),
        };

    public byte[] Input { get; init; } = [];

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Interrupt { get; init; }

    public bool OnTerminal { get; init; }

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public async Task<int> Run(string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(output, TextWriter.Synchronized(error), () => new MemoryStream(Input))
        {
            OutIsTerminal = OnTerminal,
            ErrorIsTerminal = OnTerminal,
        };
        var session = new Session(
            terminal,
            name => Environment.GetValueOrDefault(name),
            TimeProvider.System,
            Patience,
            (_, job, _) =>
            {
                if (job.Queue == "evaluation-jobs")
                {
                    Published.Add(JsonSerializer.Deserialize<SubmitEvaluation>(job.Body, JsonSerializerOptions.Web)!);
                    OnPublish(Published[^1]);
                }
                else if (job.Queue is "selection-jobs" or "labelling-jobs" or "experiment-jobs" or "search-jobs")
                {
                    Submitted.Add((job.Queue, JsonDocument.Parse(job.Body).RootElement));
                    OnSubmit(job.Id);
                }
                else
                {
                    Assert.Equal("training-jobs", job.Queue);
                    Trainings.Add(JsonDocument.Parse(job.Body).RootElement);
                    OnTraining(job.Id);
                }
                return Task.CompletedTask;
            }
        );
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            Interrupt,
            TestContext.Current.CancellationToken
        );
        var code = await CommandLine.Run(args, session, both.Token);
        (Out, Error) = (output.ToString(), error.ToString());
        return code;
    }
}
