using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.UnitTests.Dataset;
using Platform.Workbench.SignIn;

namespace Platform.UnitTests.Workbench;

public sealed class AccountsStartTests(PostgresServer server)
{
    [Fact(Timeout = 120_000)]
    public async Task Accounts_links_and_sessions_of_an_earlier_version_continue_to_work()
    {
        await using var workbench = await WorkbenchUnderTest.Prepare(server);
        string token = new('a', 64);
        var until = TimeProvider.System.GetUtcNow().AddDays(1);
        await File.WriteAllTextAsync(
            workbench.File("accounts.json"),
            $$"""
            {
              "administrator": { "role": "administrator", "stamp": "s1", "created": "2026-01-01T00:00:00+00:00" },
              "ann": { "role": "labeller", "stamp": "s2", "created": "2026-01-02T00:00:00+00:00",
                       "linkSha256": "{{SignInLinks.Hash(token)}}", "linkUntil": {{JsonSerializer.Serialize(until)}} },
              "Ann": { "role": "reader", "stamp": "s3", "created": "2026-01-03T00:00:00+00:00" }
            }
            """,
            TestContext.Current.CancellationToken
        );

        await workbench.Start();
        await workbench.Ready();

        var accounts = await workbench.Dataset.Accounts.GetAccounts(TestContext.Current.CancellationToken);
        Assert.Equal(
            [("Ann", "reader", "s3"), ("administrator", "administrator", "s1"), ("ann", "labeller", "s2")],
            accounts.Select(a => (a.Name, a.Role, a.Stamp)).Order()
        );
        Assert.Equal(new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), accounts.Single(a => a.Name == "ann").Created);
        Assert.False(File.Exists(workbench.File("accounts.json")));
        Assert.True(File.Exists(workbench.File("accounts.json.taken-over")));

        var signedIn = workbench.Visitor();
        signedIn.Cookies.Add(workbench.Address, new Cookie("workbench", OldCookie(workbench, "Ann", "reader", "s3")));
        Assert.Contains("Your role is reader", await signedIn.Page("/account"));
        var stale = workbench.Visitor();
        stale.Cookies.Add(workbench.Address, new Cookie("workbench", OldCookie(workbench, "Ann", "reader", "s2")));
        Assert.Equal(HttpStatusCode.Redirect, await stale.Status("/account"));

        var browser = workbench.Visitor();
        using var used = await browser.Redeem(token);
        Assert.Equal("/label", used.Headers.Location?.ToString());
        Assert.Contains("Your role is labeller", await browser.Page("/account"));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_administrators_link_is_kept_until_it_is_used_and_then_made_again_by_the_next_start()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        string file = workbench.File("sign-in");
        string first = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await workbench.Stop();
        await workbench.Start();
        await workbench.Ready();
        Assert.Equal(first, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        var browser = workbench.Visitor();
        using (var used = await browser.Redeem(first.Trim().Split("token=")[1]))
        {
            Assert.Equal("/", used.Headers.Location?.ToString());
        }

        Assert.False(File.Exists(file));
        Assert.Equal(HttpStatusCode.OK, await browser.Status("/people"));
        await workbench.Stop();
        await workbench.Start();
        await workbench.Ready();
        Assert.NotEqual(first, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_Dataset_the_service_is_not_ready_and_says_so_and_continues_when_it_is_back()
    {
        await using var workbench = await WorkbenchUnderTest.Prepare(server);
        await workbench.Dataset.Stop();
        await workbench.Start();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await workbench.Health());
        var browser = workbench.Visitor();
        Assert.Equal(HttpStatusCode.OK, await browser.Status("/sign-in"));

        await workbench.Dataset.Start();
        await workbench.Ready();
        var ann = await workbench.SignedIn("ann", Roles.Reader, "correct horse");
        await workbench.Dataset.Stop();

        using (var silent = await ann.Get("/account"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, silent.StatusCode);
            Assert.Contains("Dataset does not answer", await Visitor.Text(silent));
        }

        // The style sheet of that page.
        string style = (await browser.Page("/sign-in")).Split("href=\"/assets/")[1].Split('"')[0];
        Assert.Equal(HttpStatusCode.OK, await ann.Status($"/assets/{style}"));
        using (var silent = await browser.Post("/sign-in", "/sign-in/password", ("name", "ann"), ("password", "x")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, silent.StatusCode);
        }

        await workbench.Dataset.Start();
        Assert.Equal(HttpStatusCode.OK, await ann.Status("/account"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_damaged_file_is_named_with_how_to_mend_it()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        await File.WriteAllTextAsync(workbench.File("accounts.json"), "{", TestContext.Current.CancellationToken);
        await using var scope = workbench.Services.CreateAsyncScope();

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() =>
            scope.ServiceProvider.GetRequiredService<AccountsFile>().TakeOver(TestContext.Current.CancellationToken)
        );

        Assert.Contains(workbench.File("accounts.json"), failure.Message);
    }

    /// <summary>A cookie as the version with the file of accounts wrote it.</summary>
    private static string OldCookie(WorkbenchUnderTest workbench, string name, string role, string stamp)
    {
        const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, name), new(ClaimTypes.Role, role), new("stamp", stamp)],
            Scheme
        );
        var properties = new AuthenticationProperties
        {
            IsPersistent = true,
            IssuedUtc = TimeProvider.System.GetUtcNow(),
            ExpiresUtc = TimeProvider.System.GetUtcNow().AddDays(1),
        };
        return workbench
            .Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(Scheme)
            .TicketDataFormat.Protect(new(new(identity), properties, Scheme));
    }
}
