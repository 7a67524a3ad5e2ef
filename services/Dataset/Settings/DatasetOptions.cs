using System.ComponentModel.DataAnnotations;

namespace Platform.Dataset.Settings;

/// <summary>Settings of the section <c>Dataset</c> (environment: <c>Dataset__Lease</c> and so on).</summary>
internal sealed class DatasetOptions
{
    /// <summary>Folder whose subfolders with a <c>reward-model.json</c> or <c>language-model.json</c> are registered at start.</summary>
    public string? ModelsPath { get; init; }

    /// <summary>Folder of the file store: files of models and training sets by SHA-256.</summary>
    [Required(ErrorMessage = "Dataset__FilesPath is not set: name a folder for the files of models and training sets.")]
    public required string FilesPath { get; init; }

    /// <summary>Where clients on this machine find the addresses and the broker's password; absent: not written.</summary>
    public string? EndpointsFile { get; init; }

    /// <summary>Address under which clients reach this service.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Where clients send their telemetry over OTLP; absent: nowhere. Said in the endpoints file.</summary>
    public string? Otlp { get; init; }

    /// <summary>Headers of <see cref="Otlp"/>, as in <c>OTEL_EXPORTER_OTLP_HEADERS</c>: the collector's key.</summary>
    public string? OtlpHeaders { get; init; }

    /// <summary>Protocol of <see cref="Otlp"/>: <c>grpc</c> or <c>http/protobuf</c>.</summary>
    public string? OtlpProtocol { get; init; }

    /// <summary>Address of the dashboard. Said in the endpoints file.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Address of the broker's management. Said in the endpoints file.</summary>
    public string? Management { get; init; }

    /// <summary>A published item whose result has not come in this time, though later ones have, is published again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The lease of a generation: a completion server may think for minutes, and is asked again when it fails.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan GenerateLease { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>A training whose trainer has not been heard of for this time is offered to another.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "1.00:00:00")]
    public TimeSpan TrainLease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An item that was lost this often has failed.</summary>
    [Range(1, 100)]
    public int Leases { get; init; } = 3;

    /// <summary>Work items of a kind in flight at a time: backpressure.</summary>
    [Range(1, 100_000)]
    public int Window { get; init; } = 128;

    /// <summary>Solutions in one scoring message.</summary>
    [Range(1, 64)]
    public int ScoreChunk { get; init; } = 64;

    /// <summary>Samples in one generation message; small, since a sample can take a server many seconds.</summary>
    [Range(1, 64)]
    public int GenerateChunk { get; init; } = 8;
}
