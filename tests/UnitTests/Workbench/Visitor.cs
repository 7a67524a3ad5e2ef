using System.Net;

namespace Platform.UnitTests.Workbench;

/// <summary>A browser without a window: it keeps cookies, sends forms, and follows no redirect by itself.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;

    public Visitor(Uri address) =>
        _http = new(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            DefaultRequestHeaders = { { "Accept", "text/html" } },
        };

    public CookieContainer Cookies { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> Get(string path) => _http.GetAsync(path, Token);

    public async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await Get(path);
        return answer.StatusCode;
    }

    /// <summary>The text of a page, without entities.</summary>
    public async Task<string> Page(string path)
    {
        using var answer = await Get(path);
        return await Text(answer);
    }

    public static async Task<string> Text(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token));

    /// <summary>Sends a form of a page.</summary>
    public async Task<HttpResponseMessage> Post(string page, string path, params (string Name, string Value)[] fields)
    {
        string token = FormToken(await _http.GetStringAsync(page, Token));
        return await _http.PostAsync(
            path,
            new FormUrlEncodedContent(
                fields
                    .Append((Name: "__RequestVerificationToken", Value: token))
                    .Select(f => KeyValuePair.Create(f.Name, f.Value))
            ),
            Token
        );
    }

    /// <summary>The token that a page's forms carry against requests of other sites.</summary>
    public static string FormToken(string html) =>
        html.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];

    /// <summary>Uses a sign-in link.</summary>
    public Task<HttpResponseMessage> Redeem(string token, string? password = null, string? repeated = null) =>
        Post(
            $"/sign-in?token={token}",
            "/sign-in",
            ("token", token),
            ("password", password ?? ""),
            ("repeated", repeated ?? password ?? "")
        );

    /// <summary>Signs in with a password.</summary>
    public async Task<HttpStatusCode> SignIn(string name, string password)
    {
        using var answer = await Post("/sign-in", "/sign-in/password", ("name", name), ("password", password));
        return answer.StatusCode;
    }

    public void Dispose() => _http.Dispose();
}
