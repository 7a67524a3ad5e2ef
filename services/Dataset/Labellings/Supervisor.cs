using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Labellings;

/// <summary>Supervisors by the names that submissions give them, and the names of their labellers.</summary>
internal static class Supervisor
{
    public const string Answer = "answer";
    public const string People = WorkKinds.People;
    public const string ModelPrefix = "model:";
    public const string RolloutsPrefix = $"{Labellers.Rollouts}:";

    /// <summary>What a submission may name.</summary>
    public const string Choices = "oracle, answer, people, model:NAME or rollouts:MODEL";

    private const int VersionDigits = 12;
    private const int SettingsDigits = 8;

    public static bool IsModel(string supervisor) => supervisor.StartsWith(ModelPrefix, StringComparison.Ordinal);

    public static bool IsRollouts(string supervisor) => supervisor.StartsWith(RolloutsPrefix, StringComparison.Ordinal);

    /// <summary>The name of the model of a supervisor.</summary>
    public static string Model(string supervisor) => supervisor[ModelPrefix.Length..];

    /// <summary>The name of the language model of a supervisor.</summary>
    public static string Generator(string supervisor) => supervisor[RolloutsPrefix.Length..];

    public static bool IsKnown(string supervisor) =>
        supervisor is Labellers.Oracle or Answer or People
        || (IsModel(supervisor) && Model(supervisor).Length > 0)
        || (IsRollouts(supervisor) && Generator(supervisor).Length > 0);

    /// <summary>
    /// The labeller of a model: <c>model:NAME:VERSION:THRESHOLD</c>, so that labels of another version or threshold stand
    /// beside these. <c>model:NAME</c> stands for all of them.
    /// </summary>
    public static string LabellerOf(string name, string version, double threshold) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{ModelPrefix}{name}:{version[..Math.Min(VersionDigits, version.Length)]}:{threshold}"
        );

    /// <summary>
    /// The labeller of the grades of final answers, with the grader's version: <c>answer:prm800k/2.0</c>.
    /// </summary>
    public static string LabellerOf(string? grader) => $"{Answer}:{grader ?? "unknown"}";

    /// <summary>
    /// The labeller of rollouts, <c>rollouts:MODEL:METHOD-COMPLETIONS:SETTINGS:VERSION</c>, so that labels by other settings, or
    /// by another version of the model, do not replace these. SETTINGS is a hash of the settings.
    /// </summary>
    /// <param name="generator">Name of the language model.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="version">Version of the language model; null for a model of a server, or for any version.</param>
    public static string LabellerOf(string generator, RolloutSettings settings, string? version)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(
            settings with
            {
                Sampling = (settings.Sampling ?? new()) with { Model = null },
            },
            JsonSerializerOptions.Web
        );
        string hash = Convert.ToHexStringLower(SHA256.HashData(text))[..SettingsDigits];
        string method = settings.Method == RolloutAlgorithm.OmegaPrm ? "omegaprm" : "math-shepherd";
        string labeller = $"{RolloutsPrefix}{generator}:{method}-{settings.Completions}:{hash}";
        return version is null ? labeller : $"{labeller}:{version[..Math.Min(VersionDigits, version.Length)]}";
    }

    /// <summary>The name that stands for all labellers of a supervisor.</summary>
    public static string LabellersOf(string supervisor) => supervisor == People ? Labellers.Person : supervisor;

    /// <summary>SQL that is true for the labels <c>l</c> of the labelling <c>b</c> with the model <c>m</c>.</summary>
    public static string IsOf { get; } =
        $"""
            (
                (b.supervisor = '{Labellers.Oracle}' and l.labeller in ({string.Join(
                    ", ",
                    Oracle.Labellers.Select(o => $"'{o}'")
                )}))
                or (b.supervisor = '{Answer}' and starts_with(l.labeller, '{Answer}:'))
                or (b.supervisor = '{People}' and starts_with(l.labeller, '{Labellers.Person}:'))
                or l.labeller = b.labeller
            )
            """;
}
