using System.ComponentModel.DataAnnotations;

namespace Platform.Dataset.Settings;

/// <summary>Settings of the section <c>Dataset</c> (environment: <c>Dataset__Lease</c> and so on).</summary>
internal sealed class DatasetOptions
{
    /// <summary>
    /// Folder whose subfolders with a <c>reward-model.json</c> or <c>language-model.json</c> are registered at startup.
    /// </summary>
    public string? ModelsPath { get; init; }

    /// <summary>Folder of the file store: files of models and training sets by SHA-256.</summary>
    [Required(ErrorMessage = "Dataset__FilesPath is not set: name a folder for the files of models and training sets.")]
    public required string FilesPath { get; init; }

    /// <summary>How long the part of a file that has arrived is kept for its upload to continue.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan KeepUploads { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// File with the addresses and the broker's password for clients on this machine; not written if absent.
    /// </summary>
    public string? EndpointsFile { get; init; }

    /// <summary>Address at which clients reach this service.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>
    /// Address to which clients send their telemetry over OTLP, written to the endpoints file; none if absent.
    /// </summary>
    public string? Otlp { get; init; }

    /// <summary>Headers of <see cref="Otlp"/>, as in <c>OTEL_EXPORTER_OTLP_HEADERS</c>: the collector's key.</summary>
    public string? OtlpHeaders { get; init; }

    /// <summary>Protocol of <see cref="Otlp"/>: <c>grpc</c> or <c>http/protobuf</c>.</summary>
    public string? OtlpProtocol { get; init; }

    /// <summary>Address of the dashboard, written to the endpoints file.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Address of the gateway, written to the endpoints file.</summary>
    public string? Gateway { get; init; }

    /// <summary>Address of the Workbench, written to the endpoints file.</summary>
    public string? Workbench { get; init; }

    /// <summary>Address of the broker's management interface, written to the endpoints file.</summary>
    public string? Management { get; init; }

    /// <summary>
    /// Lease of an item: if its result has not arrived in this time, although later ones have, it is published again.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Lease of a generation item: a completion server may take minutes, and failed requests are retried.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan GenerateLease { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Lease of a training: without a heartbeat in this time, it is offered to another trainer.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "1.00:00:00")]
    public TimeSpan TrainLease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Lease of a labelling task: without a rating in this time, it goes to another labeller.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan TaskLease { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Pool whose gold solutions a labeller must rate before real tasks; nobody is screened if it is absent.
    /// </summary>
    public string? ScreeningPool { get; init; }

    /// <summary>Number of questions of the screening.</summary>
    [Range(1, 1000)]
    public int ScreeningQuestions { get; init; } = 30;

    /// <summary>Share of the screening's questions on which a labeller must agree with gold to be admitted.</summary>
    [Range(0.0, 1.0)]
    public double ScreeningBar { get; init; } = 0.75;

    /// <summary>Maximum number of hidden controls that a labeller gets in a round.</summary>
    [Range(1, 1000)]
    public int MostControls { get; init; } = 20;

    /// <summary>Number of times that an item may be lost before it fails.</summary>
    [Range(1, 100)]
    public int Leases { get; init; } = 3;

    /// <summary>Maximum number of work items of a kind in flight (backpressure).</summary>
    [Range(1, 100_000)]
    public int Window { get; init; } = 128;

    /// <summary>Solutions in one scoring message.</summary>
    [Range(1, 64)]
    public int ScoreChunk { get; init; } = 64;

    /// <summary>Samples in one generation message; small, because a server can take many seconds per sample.</summary>
    [Range(1, 64)]
    public int GenerateChunk { get; init; } = 8;
}
