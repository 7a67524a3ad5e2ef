using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Platform.ServiceDefaults;

/// <summary>
/// Ends a service whose settings are wrong with one sentence that names them, in place of a stack trace, and with an exit
/// code that tells the AppHost that another start would not help.
/// </summary>
internal static partial class StartFailure
{
    /// <summary>Configuration error (EX_CONFIG of sysexits.h).</summary>
    public const int ExitCode = 78;

    /// <summary>Starts the line; the AppHost looks for it.</summary>
    public const string Prefix = "Cannot start: ";

    /// <summary>Applies to every exception that nothing handles.</summary>
    public static void Explain() =>
        AppDomain.CurrentDomain.UnhandledException += (_, e) =>
        {
            if (Reason((Exception)e.ExceptionObject) is not { } reason)
            {
                return;
            }

            Console.Error.WriteLine(Prefix + reason);
            Environment.Exit(ExitCode);
        };

    /// <summary>What is wrong with which setting; null if the exception is not about a setting.</summary>
    public static string? Reason(Exception exception) =>
        exception switch
        {
            OptionsValidationException e => string.Join(" ", e.Failures.Select(Validated)),
            InvalidOperationException e when Unreadable().Match(e.Message) is { Success: true } match =>
                $"{match.Groups["key"]} is '{match.Groups["value"]}'; it must be {Wanted(match.Groups["type"].Value)}.",
            AggregateException { InnerExceptions: [var inner] } => Reason(inner),
            _ => null,
        };

    /// <summary>Names the setting in a message of the validation by attributes, which names the class and its member.</summary>
    private static string Validated(string failure) =>
        Invalid().Match(failure) is not { Success: true } match ? failure
        : match.Groups["member"].Value is not { Length: > 0 } member ? match.Groups["message"].Value
        : $"{match.Groups["section"]}:{member}: {match.Groups["message"]}";

    private static string Wanted(string type) =>
        AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(type)).FirstOrDefault(t => t is not null) switch
        {
            { IsEnum: true } choice => string.Join(" or ", Enum.GetNames(choice)),
            var t when t == typeof(int) || t == typeof(long) => "a whole number",
            var t when t == typeof(double) || t == typeof(float) => "a number",
            var t when t == typeof(bool) => "true or false",
            var t when t == typeof(TimeSpan) => "a time such as 00:05:00",
            var t when t == typeof(Uri) => "an address such as http://127.0.0.1:8000",
            _ => $"a {type}",
        };

    [GeneratedRegex(
        "^DataAnnotation validation failed for '(?<section>\\w+?)(Options)?' members: '(?<member>.*?)' with the error: '(?<message>.*)'\\.?$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline
    )]
    private static partial Regex Invalid();

    [GeneratedRegex(
        "^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline
    )]
    private static partial Regex Unreadable();
}
