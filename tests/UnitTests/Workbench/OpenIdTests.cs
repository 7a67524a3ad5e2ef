using System.Net;
using Microsoft.IdentityModel.Tokens;
using Platform.Contracts;
using Platform.UnitTests.Dataset;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;

namespace Platform.UnitTests.Workbench;

/// <summary>Signing in with an OpenID provider.</summary>
public sealed class OpenIdTests(PostgresServer server)
{
    private static readonly HttpClient Http = new(new HttpClientHandler { AllowAutoRedirect = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_first_sign_in_makes_an_account_and_roles_follow_the_provider()
    {
        await using var provider = await OpenIdProvider.Start();
        await using var workbench = await Start(
            provider,
            "RoleClaim=groups",
            "Roles:prm-raters=labeller",
            "Roles:prm-heads=administrator"
        );
        provider.User = [new("sub", "17"), new("preferred_username", "ann@example.org"), new("groups", "prm-raters")];
        Assert.Contains("Sign in with your organisation", await workbench.Visitor().Page("/sign-in"));

        var browser = workbench.Visitor();
        using (var answer = await SignIn(browser))
        {
            Assert.Equal("/label", answer.Headers.Location?.ToString());
        }

        Assert.Contains("Your role is labeller", await browser.Page("/account"));
        Assert.Equal(AccountRole.Labeller, (await Account(workbench, "ann"))?.Role);

        // Another name at the provider is still the same account, and another role ends the session with the old one.
        provider.User =
        [
            new("sub", "17"),
            new("preferred_username", "anna"),
            new("groups", "prm-raters"),
            new("groups", "prm-heads"),
        ];
        var other = workbench.Visitor();
        using (var answer = await SignIn(other))
        {
            Assert.Equal("/", answer.Headers.Location?.ToString());
        }

        Assert.Equal(AccountRole.Administrator, (await Account(workbench, "ann"))?.Role);
        Assert.Null(await Account(workbench, "anna"));
        Assert.Equal(HttpStatusCode.Redirect, await browser.Status("/account"));
        Assert.Equal(HttpStatusCode.OK, await other.Status("/people"));

        provider.User = [new("sub", "17"), new("preferred_username", "ann"), new("groups", "others")];
        await Refused(workbench, HttpStatusCode.Forbidden, "gives you no role");
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_role_claim_new_accounts_get_the_default_role_and_keep_what_administrators_give_them()
    {
        await using var provider = await OpenIdProvider.Start();
        await using var workbench = await Start(provider, "DefaultRole=reader");
        provider.User = [new("sub", "17"), new("preferred_username", "ann")];
        using (await SignIn(workbench.Visitor())) { }

        Assert.Equal(AccountRole.Reader, (await Account(workbench, "ann"))?.Role);
        await workbench.Change("ann", (accounts, account) => accounts.ChangeRole(account, Roles.Adjudicator));
        using (await SignIn(workbench.Visitor())) { }

        Assert.Equal(AccountRole.Adjudicator, (await Account(workbench, "ann"))?.Role);
        await workbench.Change("ann", (accounts, account) => accounts.Disable(account, true));
        await Refused(workbench, HttpStatusCode.Forbidden, "ann is disabled");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_account_of_the_same_name_is_not_taken_over_and_can_be_connected_by_its_owner()
    {
        await using var provider = await OpenIdProvider.Start();
        await using var workbench = await Start(provider, "DefaultRole=reader");
        provider.User = [new("sub", "17"), new("preferred_username", "ann")];
        var ann = await workbench.SignedIn("ann", Roles.Administrator, "correct horse");

        await Refused(workbench, HttpStatusCode.Forbidden, "There is an account ann already");

        Assert.Contains("Connect with your organisation", await ann.Page("/account"));
        using (var connected = await SignIn(ann, "/account/openid"))
        {
            Assert.Equal("/account", connected.Headers.Location?.ToString());
        }

        var browser = workbench.Visitor();
        using (await SignIn(browser)) { }

        Assert.Contains("Your role is administrator", await browser.Page("/account"));
        var ben = await workbench.SignedIn("ben", Roles.Reader);
        using (var taken = await SignIn(ben, "/account/openid"))
        {
            Assert.Contains("signs in as ann already", await Visitor.Text(taken));
        }

        using (var disconnected = await ann.Post("/account", "/account/openid/disconnect"))
        {
            Assert.Equal(HttpStatusCode.Redirect, disconnected.StatusCode);
        }

        await Refused(workbench, HttpStatusCode.Forbidden, "There is an account ann already");
    }

    public static TheoryData<string, Action<SecurityTokenDescriptor>> Forgeries =>
        new()
        {
            { "signature", OpenIdProvider.SignWithAnotherKey },
            { "no signature", t => t.SigningCredentials = null },
            { "nonce", t => t.Subject = new([new("sub", "17"), new("nonce", "another")]) },
            { "no nonce", t => t.Subject = new([new("sub", "17")]) },
            { "issuer", t => t.Issuer = "https://elsewhere.example.org" },
            { "audience", t => t.Audience = "another-client" },
            {
                "expiry",
                t =>
                    (t.NotBefore, t.Expires) = (
                        TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2),
                        TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1)
                    )
            },
        };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Forgeries))]
    public async Task A_token_with_something_wrong_is_refused(string what, Action<SecurityTokenDescriptor> forge)
    {
        await using var provider = await OpenIdProvider.Start();
        await using var workbench = await Start(provider, "DefaultRole=administrator");
        provider.User = [new("sub", "17"), new("preferred_username", "ann")];
        provider.OnToken = forge;

        await Refused(workbench, HttpStatusCode.BadRequest, "did not work");

        Assert.Null(await Account(workbench, "ann"));
        provider.OnToken = _ => { };
        using var accepted = await SignIn(workbench.Visitor());
        Assert.True(accepted.StatusCode == HttpStatusCode.Redirect, what);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_answer_is_only_accepted_by_the_browser_that_asked_and_once()
    {
        await using var provider = await OpenIdProvider.Start();
        await using var workbench = await Start(provider, "DefaultRole=reader");
        provider.User = [new("sub", "17"), new("preferred_username", "ann")];
        var browser = workbench.Visitor();
        var answer = await Answer(browser, "/sign-in/openid");

        Assert.Equal(HttpStatusCode.BadRequest, await workbench.Visitor().Status(answer));
        Assert.Equal(HttpStatusCode.Redirect, await browser.Status(answer));
        Assert.Equal(HttpStatusCode.BadRequest, await browser.Status(answer));
        Assert.Equal(HttpStatusCode.BadRequest, await browser.Status("/signin-oidc?code=x&state=y"));
        provider.Error = "access_denied";
        await Refused(workbench, HttpStatusCode.BadRequest, "did not work");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_provider_that_is_away_or_not_configured_is_said_so()
    {
        var provider = await OpenIdProvider.Start();
        await using (var workbench = await Start(provider, "DefaultRole=reader"))
        {
            await provider.DisposeAsync();
            using var away = await workbench.Visitor().Get("/sign-in/openid");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        }

        await using var without = await WorkbenchUnderTest.Start(server);
        Assert.DoesNotContain("/sign-in/openid", await without.Visitor().Page("/sign-in"));
        Assert.Equal(HttpStatusCode.NotFound, await without.Visitor().Status("/sign-in/openid"));
        Assert.DoesNotContain("openid", await (await without.SignedIn("ann", Roles.Reader)).Page("/account"));
    }

    [Theory]
    [InlineData("ann", "ann")]
    [InlineData("Ann.Lee-2@example.org", "Ann.Lee-2")]
    [InlineData("Zoë Müller", "Zo-M-ller")]
    [InlineData("_x", "x")]
    [InlineData("@example.org", null)]
    [InlineData("王", null)]
    [InlineData(null, null)]
    public void A_name_of_the_provider_becomes_a_valid_name(string? claim, string? name) =>
        Assert.Equal(name, OpenIdAccounts.NameOf(claim));

    [Theory]
    [InlineData("http://login.example.org", "c", "reader", "must use https")]
    [InlineData("https://login.example.org", "", "reader", "ClientId")]
    [InlineData("https://login.example.org", "c", "owner", "'owner' is unknown")]
    [InlineData("https://login.example.org", "c", null, "nobody could sign in")]
    [InlineData("https://login.example.org", "c", "reader", null)]
    [InlineData("http://127.0.0.1:5000", "c", "reader", null)]
    public void Settings_with_which_nobody_or_anybody_could_sign_in_are_refused(
        string authority,
        string client,
        string? role,
        string? reason
    )
    {
        string? found = new OpenIdOptions
        {
            Authority = new(authority),
            ClientId = client,
            DefaultRole = role,
        }.WhyNot();

        if (reason is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(reason, found);
        }
    }

    private Task<WorkbenchUnderTest> Start(OpenIdProvider provider, params string[] settings) =>
        WorkbenchUnderTest.Start(
            server,
            [
                $"--Workbench:OpenIdConnect:Authority={provider.Issuer}",
                $"--Workbench:OpenIdConnect:ClientId={OpenIdProvider.ClientId}",
                $"--Workbench:OpenIdConnect:ClientSecret={OpenIdProvider.ClientSecret}",
                .. settings.Select(s => $"--Workbench:OpenIdConnect:{s}"),
            ]
        );

    private static async Task<HttpResponseMessage> SignIn(Visitor browser, string path = "/sign-in/openid") =>
        await browser.Get(await Answer(browser, path));

    /// <summary>Goes to the provider and returns the address to which it sends the browser back.</summary>
    private static async Task<string> Answer(Visitor browser, string path)
    {
        using var challenge = await browser.Get(path);
        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        using var answer = await Http.GetAsync(challenge.Headers.Location, Token);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.PathAndQuery;
    }

    private static async Task Refused(WorkbenchUnderTest workbench, HttpStatusCode status, string reason)
    {
        var browser = workbench.Visitor();
        using var answer = await SignIn(browser);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(reason, await Visitor.Text(answer));
        Assert.Equal(HttpStatusCode.Redirect, await browser.Status("/account"));
    }

    private static async Task<StoredAccount?> Account(WorkbenchUnderTest workbench, string name) =>
        (await workbench.Dataset.Accounts.GetAccounts(Token)).SingleOrDefault(a => a.Name == name);
}
