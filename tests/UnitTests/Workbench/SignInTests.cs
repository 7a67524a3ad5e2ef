using System.Net;
using Platform.Contracts;
using Platform.UnitTests.Dataset;
using Platform.Workbench.SignIn;

namespace Platform.UnitTests.Workbench;

public sealed class SignInTests(PostgresServer server)
{
    private const string Password = "correct horse";

    [Fact(Timeout = 120_000)]
    public async Task A_link_signs_in_once_and_sets_the_password_that_signs_in_afterwards()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        string token = await workbench.Link("ann", Roles.Labeller);
        var browser = workbench.Visitor();

        using (var differ = await browser.Redeem(token, Password, "another one"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, differ.StatusCode);
        }

        using (var tooShort = await browser.Redeem(token, "short"))
        {
            Assert.Contains("at least 10 characters", await Visitor.Text(tooShort));
        }

        // What was refused has not used the link up.
        using (var used = await browser.Redeem(token, Password))
        {
            Assert.Equal("/label", used.Headers.Location?.ToString());
        }

        Assert.Equal(HttpStatusCode.OK, await browser.Status("/account"));
        using (var again = await workbench.Visitor().Redeem(token))
        {
            Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        }

        var other = workbench.Visitor();
        Assert.Equal(HttpStatusCode.BadRequest, await other.SignIn("ann", "wrong horse"));
        Assert.Equal(HttpStatusCode.BadRequest, await other.SignIn("nobody", Password));
        // A name may be typed in another case.
        Assert.Equal(HttpStatusCode.Redirect, await other.SignIn("Ann", Password));
        Assert.Contains("Your role is labeller", await other.Page("/account"));
        var stored = (await workbench.Dataset.Accounts.GetAccounts(TestContext.Current.CancellationToken)).Single(a =>
            a.Name == "ann"
        );
        Assert.DoesNotContain(Password, stored.PasswordHash);
        Assert.Null(stored.LinkSha256);
    }

    [Fact(Timeout = 120_000)]
    public async Task Failed_sign_ins_lock_an_account_also_when_they_come_at_once()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server, "--Workbench:SignInsPerMinute=1000");
        await workbench.SignedIn("ann", Roles.Reader, Password);
        var attackers = Enumerable.Range(0, 5).Select(_ => workbench.Visitor()).ToList();

        var answers = await Task.WhenAll(attackers.Select((a, i) => a.SignIn("ann", $"guess number {i}")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.BadRequest, a));
        Assert.Equal(HttpStatusCode.BadRequest, await workbench.Visitor().SignIn("ann", Password));
        await workbench.Change("ann", (_, account) => Task.FromResult(Locked(account)));

        var administrator = await workbench.SignedIn("head", Roles.Administrator);
        Assert.Contains("Locked after failed sign-ins", await administrator.Page("/people/ann"));
        using var unlocked = await administrator.Post("/people/ann", "/people/ann/unlock");
        Assert.Equal("/people/ann", unlocked.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, await workbench.Visitor().SignIn("ann", Password));

        static bool Locked(Account account)
        {
            Assert.True(account.Stored.LockedUntil > DateTimeOffset.UnixEpoch);
            return true;
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Sign_ins_of_an_address_are_limited_and_the_answer_says_when_to_come_back()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server, "--Workbench:SignInsPerMinute=3");
        var browser = workbench.Visitor();
        for (int attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await browser.SignIn("nobody", $"guess number {attempt}"));
        }

        using var refused = await browser.Post("/sign-in", "/sign-in/password", ("name", "nobody"), ("password", "x"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter?.Delta);
        Assert.Contains("Wait a minute", await Visitor.Text(refused));
        Assert.Equal(HttpStatusCode.OK, await browser.Status("/sign-in"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("role")]
    [InlineData("disable")]
    [InlineData("reset")]
    [InlineData("remove")]
    public async Task What_an_administrator_takes_away_ends_the_sessions_of_the_account(string what)
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var ann = await workbench.SignedIn("ann", Roles.Administrator, Password);
        var head = await workbench.SignedIn("head", Roles.Administrator);
        Assert.Equal(HttpStatusCode.OK, await ann.Status("/people"));

        using var answer = await head.Post("/people/ann", $"/people/ann/{what}", ("role", Roles.Reader));

        Assert.Equal(what == "reset" ? HttpStatusCode.OK : HttpStatusCode.Redirect, answer.StatusCode);
        using var refused = await ann.Get("/people");
        Assert.StartsWith("/sign-in", refused.Headers.Location?.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, await head.Status("/people"));
        var expected = what == "role" ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest;
        Assert.Equal(expected, await ann.SignIn("ann", Password));
        Assert.Equal(what == "role" ? HttpStatusCode.Forbidden : HttpStatusCode.Redirect, await ann.Status("/people"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_new_password_signs_out_the_other_browsers_and_needs_the_current_one()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var first = await workbench.SignedIn("ann", Roles.Reader, Password);
        var second = workbench.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, await second.SignIn("ann", Password));

        using (var wrong = await Change(first, "wrong horse", "battery staple"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        using (var right = await Change(first, Password, "battery staple"))
        {
            Assert.Contains("Your password is changed", await Visitor.Text(right));
        }

        Assert.Equal(HttpStatusCode.OK, await first.Status("/account"));
        Assert.Equal(HttpStatusCode.Redirect, await second.Status("/account"));
        Assert.Equal(HttpStatusCode.BadRequest, await second.SignIn("ann", Password));
        Assert.Equal(HttpStatusCode.Redirect, await second.SignIn("ann", "battery staple"));

        static Task<HttpResponseMessage> Change(Visitor browser, string current, string password) =>
            browser.Post(
                "/account",
                "/account/password",
                ("current", current),
                ("password", password),
                ("repeated", password)
            );
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_role_ends_sessions_and_a_link_for_the_same_role_does_not()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var ann = await workbench.SignedIn("ann", Roles.Labeller);

        string first = await workbench.Link("ann", Roles.Labeller);
        string second = await workbench.Link("ann", Roles.Labeller);

        Assert.Equal(HttpStatusCode.OK, await ann.Status("/account"));
        using (var replaced = await workbench.Visitor().Redeem(first))
        {
            Assert.Equal(HttpStatusCode.BadRequest, replaced.StatusCode);
        }

        await workbench.Link("ann", Roles.Reader);
        Assert.Equal(HttpStatusCode.Redirect, await ann.Status("/account"));
        using var old = await workbench.Visitor().Redeem(second);
        Assert.Equal(HttpStatusCode.BadRequest, old.StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_first_administrator_and_oneself_cannot_be_restricted()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var head = await workbench.SignedIn("head", Roles.Administrator);

        foreach (string name in (string[])[AdministratorLink.Name, "head"])
        {
            foreach (string what in (string[])["role", "disable", "remove"])
            {
                using var answer = await head.Post("/people", $"/people/{name}/{what}", ("role", Roles.Reader));
                Assert.Equal((what, HttpStatusCode.BadRequest), (what, answer.StatusCode));
            }

            using var invited = await head.Post("/people", "/people", ("name", name), ("role", Roles.Reader));
            Assert.Equal(HttpStatusCode.BadRequest, invited.StatusCode);
        }

        var accounts = await workbench.Dataset.Accounts.GetAccounts(TestContext.Current.CancellationToken);
        Assert.All(accounts, a => Assert.Equal((AccountRole.Administrator, false), (a.Role, a.Disabled)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var head = await workbench.SignedIn("head", Roles.Administrator, Password);
        using var http = new HttpClient(
            new HttpClientHandler { CookieContainer = head.Cookies, AllowAutoRedirect = false }
        )
        {
            BaseAddress = workbench.Address,
        };

        foreach (
            string path in (string[])
                [
                    "/sign-in/password",
                    "/sign-out",
                    "/account/password",
                    "/account/tokens",
                    "/account/openid/disconnect",
                    $"/account/tokens/{Guid.NewGuid()}/revoke",
                    $"/tokens/{Guid.NewGuid()}/revoke",
                    "/people/administrator/link",
                    "/people/administrator/reset",
                    "/people/administrator/unlock",
                    "/people/administrator/enable",
                ]
        )
        {
            using var answer = await http.PostAsync(
                path,
                new FormUrlEncodedContent([KeyValuePair.Create("name", "ann")]),
                TestContext.Current.CancellationToken
            );
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, answer.StatusCode));
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData(null, false)]
    [InlineData("https://labels.example.org", true)]
    public async Task Cookies_are_closed_to_scripts_and_other_sites_and_need_TLS_behind_TLS(string? url, bool secure)
    {
        string[] settings = url is null ? [] : [$"--Workbench:PublicUrl={url}"];
        await using var workbench = await WorkbenchUnderTest.Prepare(server);
        await workbench.Start(settings);
        await workbench.Ready();
        string link = await workbench.Link("ann", Roles.Reader);
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = workbench.Address,
        };
        // As a proxy with TLS does, this client sends the secure cookie over plain HTTP.
        using var page = await http.GetAsync($"/sign-in?token={link}", TestContext.Current.CancellationToken);
        string text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(
                [
                    KeyValuePair.Create("token", link),
                    KeyValuePair.Create("__RequestVerificationToken", Visitor.FormToken(text)),
                ]
            ),
        };
        request.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        string cookie = answer
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("workbench=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }
}
