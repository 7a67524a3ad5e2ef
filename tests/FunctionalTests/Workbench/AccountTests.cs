using System.Net;
using Microsoft.Playwright;
using Platform.Contracts;
using static Microsoft.Playwright.Assertions;

namespace Platform.FunctionalTests.Workbench;

/// <summary>Accounts, passwords and tokens of the Workbench over the whole platform.</summary>
public sealed class AccountTests(SharedPlatform platform)
{
    private const string Password = "correct horse";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Address => platform.Address("workbench");

    [Fact(Timeout = 480_000)]
    public async Task A_password_set_with_a_link_signs_in_until_too_many_attempts_fail()
    {
        await using var browser = await Browser.Start();
        var page = await browser.Open(Address);
        await page.GotoAsync(await Link("account-locked", AccountRole.Reader));
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByLabel("Repeat it").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await SignIn(page, Password);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "account-locked" }).ClickAsync();
        await Expect(page.GetByText("Your role is reader.")).ToBeVisibleAsync();

        var guess = await browser.Open(Address);
        for (int attempt = 1; attempt <= 5; attempt++)
        {
            await SignIn(guess, $"guess number {attempt}");
            await Expect(guess.GetByRole(AriaRole.Alert)).ToContainTextAsync("Name or password is wrong");
        }

        await SignIn(guess, Password);
        await Expect(guess.GetByRole(AriaRole.Alert)).ToContainTextAsync("the account is locked");
        await Browser.Shoot(guess, "sign-in-failed-1280-light");

        var administrator = await Administrator(browser);
        await administrator.GotoAsync("/people/account-locked");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Unlock" }).ClickAsync();
        await Expect(administrator.GetByText("Active.")).ToBeVisibleAsync();
        await SignIn(guess, Password);
        await guess.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).WaitForAsync();
    }

    [Fact(Timeout = 480_000)]
    public async Task Another_role_ends_the_session_and_limits_the_tokens()
    {
        await using var browser = await Browser.Start();
        var page = await browser.Open(Address);
        await Browser.SignIn(page, await Link("account-demoted", AccountRole.Administrator));
        await page.GotoAsync("/account");
        await page.GetByLabel("Name").FillAsync("laptop");
        await page.GetByLabel("Allows").SelectOptionAsync(AccessScope.Write);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        string token = await page.Locator("#token").InnerTextAsync();
        await Browser.Shoot(page, "account-token-1280-light");
        using var client = platform.Client("dataset", Limit, token);
        Assert.Equal(HttpStatusCode.OK, await Status(client, HttpMethod.Get, "pools"));
        Assert.Equal(HttpStatusCode.OK, await Status(client, HttpMethod.Post, "dispatcher/resume"));

        var administrator = await Administrator(browser);
        await administrator.GotoAsync("/people/account-demoted");
        await page.GotoAsync("/jobs");
        await page.EvaluateAsync(
            """() => { window.ended = new Promise((resolve) => { new EventSource("/live/jobs").onerror = resolve; }); }"""
        );
        await administrator.GetByLabel("Role").SelectOptionAsync(AccountRole.Reader);
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Change the role" }).ClickAsync();
        await Expect(administrator.GetByText("read (made for write)")).ToBeVisibleAsync();

        // What was pushed to the browser ends, too.
        await page.EvaluateAsync("async () => { await window.ended; }");
        var ended = await page.GotoAsync("/account");
        Assert.StartsWith("/sign-in", new Uri(ended!.Url).AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, await Status(client, HttpMethod.Get, "pools"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(client, HttpMethod.Post, "dispatcher/resume"));

        await administrator.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Expect(administrator.GetByText("Disabled.")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(client, HttpMethod.Get, "pools"));
    }

    [Fact(Timeout = 480_000)]
    public async Task While_Postgres_is_killed_pages_say_so_and_the_session_continues()
    {
        await using var browser = await Browser.Start();
        var page = await browser.Open(Address);
        await Browser.SignIn(page, await Link("account-patient", AccountRole.Reader));
        int before = await Account(page);

        platform.Kill("postgres");

        HashSet<int> statuses = [before];
        int last;
        do
        {
            last = await Account(page);
            statuses.Add(last);
            await Task.Delay(50, Token);
        } while (last != 200 || !statuses.Contains(503));

        Assert.Equal([200, 503], statuses.Order());
        await page.GotoAsync("/account");
        await Expect(page.GetByText("Your role is reader.")).ToBeVisibleAsync();
    }

    private static async Task<int> Account(IPage page)
    {
        var answer = await page.APIRequest.GetAsync(
            "/account",
            new() { Headers = [KeyValuePair.Create("Accept", "text/html")], MaxRedirects = 0 }
        );
        string text = await answer.TextAsync();
        Assert.True(answer.Status != 503 || text.Contains("Load the page again", StringComparison.Ordinal), text);
        return answer.Status;
    }

    private static async Task SignIn(IPage page, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Name").FillAsync("account-locked");
        await page.GetByLabel("Password").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForLoadStateAsync(LoadState.Load);
    }

    private async Task<IPage> Administrator(Browser browser)
    {
        var page = await browser.Open(Address);
        await Browser.SignIn(page, await Link("account-head", AccountRole.Administrator));
        return page;
    }

    private Task<string> Link(string name, string role) => platform.SignInLinks.For(name, role);

    private static async Task<HttpStatusCode> Status(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await client.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
