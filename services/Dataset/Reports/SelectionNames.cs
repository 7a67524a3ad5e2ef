using Platform.Contracts;
using Platform.Dataset.Json;

namespace Platform.Dataset.Reports;

/// <summary>Words for the page of a selection.</summary>
internal static class SelectionNames
{
    public static string Of<T>(T value)
        where T : struct, Enum => EnumNames<T>.Of(value);

    /// <summary>The limits of a selection: <c>4 a problem, 2,000 in total</c>.</summary>
    public static string Limits(SubmitSelection request) =>
        string.Join(
            ", ",
            new[]
            {
                request.PerProblem is { } problem ? $"{Html.Count(problem)} a problem" : null,
                request.Total is { } total ? $"{Html.Count(total)} in total" : null,
                request.PerSubject is { } subject ? $"{Html.Count(subject)} a subject" : null,
            }.OfType<string>()
        );
}
