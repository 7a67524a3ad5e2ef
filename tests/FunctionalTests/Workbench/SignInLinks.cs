using System.Net;

namespace Platform.FunctionalTests.Workbench;

/// <summary>Makes sign-in links on the page of people, as the administrator of the first link.</summary>
/// <param name="address">The Workbench.</param>
/// <param name="folder">The run folder, with the administrator's link.</param>
/// <param name="cookies">The administrator's cookies, empty before the first call.</param>
/// <param name="cancellationToken">Ends every call.</param>
internal sealed class SignInLinks(
    Uri address,
    string folder,
    CookieContainer cookies,
    CancellationToken cancellationToken
)
{
    /// <summary>A link for an account of this name and role.</summary>
    public async Task<string> For(string name, string role)
    {
        using var http = await Administrator();
        using var answer = await http.PostAsync(
            "/people",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["__RequestVerificationToken"] = FormToken(await http.GetStringAsync("/people", cancellationToken)),
                    ["name"] = name,
                    ["role"] = role,
                }
            ),
            cancellationToken
        );
        var page = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? WebUtility.HtmlDecode(page.Split("id=\"link\">")[1].Split('<')[0])
            : throw new InvalidOperationException(page);
    }

    /// <summary>Uses a link, so that the client has the account's cookies.</summary>
    public async Task Use(string link, HttpClient http)
    {
        var fields = new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = FormToken(await http.GetStringAsync(link, cancellationToken)),
            ["token"] = link.Split("token=")[1],
        };
        using var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent(fields), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<HttpClient> Administrator()
    {
        var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = address };
        string file = Path.Combine(folder, "workbench", "sign-in");
        if (File.Exists(file))
        {
            await Use((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), http);
        }

        return http;
    }

    private static string FormToken(string page) =>
        page.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
}
