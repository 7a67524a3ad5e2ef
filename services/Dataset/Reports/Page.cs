using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Contracts;

namespace Platform.Dataset.Reports;

/// <summary>Renders a page to one HTML document.</summary>
internal static class Page
{
    /// <summary>The page of an evaluation.</summary>
    public static Task<string> Render(EvaluationReport report) => Render<ReportPage>(nameof(ReportPage.Report), report);

    /// <summary>The page of a selection that has its report.</summary>
    public static Task<string> Render(SelectionStatus selection) =>
        Render<SelectionPage>(nameof(SelectionPage.Selection), selection);

    /// <summary>The page of a search that has its report.</summary>
    public static Task<string> Render(SearchStatus search) => Render<SearchPage>(nameof(SearchPage.Search), search);

    /// <summary>The page of an experiment that has its report.</summary>
    public static Task<string> Render(ExperimentStatus experiment) =>
        Render<ExperimentPage>(nameof(ExperimentPage.Experiment), experiment);

    /// <summary>The page of generations.</summary>
    public static Task<string> Render(GenerationsStatus generations) =>
        Render<GenerationsPage>(nameof(GenerationsPage.Status), generations);

    private static async Task<string> Render<TPage>(string name, object value)
        where TPage : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [name] = value });
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString()
        );
    }
}
