using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Contracts;
using Platform.Workbench.Pages;

namespace Platform.UnitTests.Workbench;

public sealed class CandidateCardTests
{
    [Fact]
    public async Task Fractions_are_shown_like_probabilities_and_ratings_with_their_sign()
    {
        string card = await Card(
            new CandidateLabels("rollouts:lm", 0, [null, null, null, null], null, [0.63, 1, 0, null]),
            new CandidateLabels("person:p", 2, [1, 0, -1, null], true)
        );

        Assert.Contains("rollouts:lm<small>generation 0, fractions</small>", card);
        Assert.Contains("person:p<small>generation 2</small>", card);
        Assert.Equal(
            [
                """<td class="shade p6">0.63</td><td class="rated great">+1</td>""",
                """<td class="shade p9">1.00</td><td class="rated okay">0</td>""",
                """<td class="shade p0">0.00</td><td class="rated bad">−1</td>""",
                """<td class="rated none">–</td><td class="rated none">–</td>""",
            ],
            card.Split("<tbody>")[1].Split("</tbody>")[0].Split("</tr>")[..^1].Select(AfterText)
        );
    }

    private static string AfterText(string row) =>
        string.Concat(row[(row.IndexOf("</td>", StringComparison.Ordinal) + 5)..].Split('\n').Select(l => l.Trim()));

    private static async Task<string> Card(params CandidateLabels[] labels)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var candidate = new Candidate(0, ["a", "b", "c", "d"], true, "1", "marker", true, "text", [], labels);
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?> { [nameof(CandidateCard.Of)] = candidate }
        );
        return await renderer.Dispatcher.InvokeAsync(async () =>
            WebUtility.HtmlDecode((await renderer.RenderComponentAsync<CandidateCard>(parameters)).ToHtmlString())
        );
    }
}
