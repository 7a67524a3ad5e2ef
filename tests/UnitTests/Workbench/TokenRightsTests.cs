using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.UnitTests.Dataset;
using Platform.Workbench.SignIn;
using Refit;

namespace Platform.UnitTests.Workbench;

/// <summary>Tokens of accounts: what they allow follows the account.</summary>
public sealed partial class TokenRightsTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_token_is_made_on_the_page_shown_once_listed_and_revoked()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var ann = await workbench.SignedIn("ann", Roles.Reader);

        string token = await Make(ann, "laptop", AccessScope.Read);

        using var client = workbench.Dataset.Client(token);
        Assert.Equal(HttpStatusCode.OK, await Status(client, HttpMethod.Get, "/rounds"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(client, HttpMethod.Post, "/labellers/ann/exclude"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(client, HttpMethod.Get, "/tokens"));
        string page = await ann.Page("/account");
        Assert.Contains("laptop", page);
        Assert.DoesNotContain(token, page);

        var listed = (await workbench.Dataset.Api.GetTokens(Token)).Single();
        Assert.Equal(("laptop", "ann", AccessScope.Read), (listed.Name, listed.Owner, listed.Allows));
        using (
            var refused = await (await workbench.SignedIn("ben", Roles.Reader)).Post(
                "/account",
                $"/account/tokens/{listed.Id}/revoke"
            )
        )
        {
            // It belongs to somebody else.
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await Status(client, HttpMethod.Get, "/rounds"));
        using var revoked = await ann.Post("/account", $"/account/tokens/{listed.Id}/revoke");
        Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(client, HttpMethod.Get, "/rounds"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(Roles.Reader, AccessScope.Read)]
    [InlineData(Roles.Labeller, AccessScope.Label)]
    [InlineData(Roles.Adjudicator, AccessScope.Label, AccessScope.Adjudicate)]
    [InlineData(
        Roles.Administrator,
        AccessScope.Label,
        AccessScope.Adjudicate,
        AccessScope.Read,
        AccessScope.Write,
        AccessScope.Administer
    )]
    public async Task A_token_is_made_with_no_more_than_the_role_allows(string role, params string[] allowed)
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var ann = await workbench.SignedIn("ann", role);

        foreach (string scope in AccessScope.All)
        {
            using var answer = await Ask(ann, scope, scope);
            Assert.Equal(
                (scope, allowed.Contains(scope) ? HttpStatusCode.OK : HttpStatusCode.BadRequest),
                (scope, answer.StatusCode)
            );
        }

        Assert.Equal(allowed, (await workbench.Dataset.Api.GetTokens(Token)).Select(t => t.Scope));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_token_never_allows_more_than_the_role_that_its_account_has_now()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var ann = await workbench.SignedIn("ann", Roles.Administrator);
        using var all = workbench.Dataset.Client(await Make(ann, "all", AccessScope.Administer));
        using var reads = workbench.Dataset.Client(await Make(ann, "reads", AccessScope.Read));
        Assert.Equal(HttpStatusCode.OK, await Status(all, HttpMethod.Get, "/tokens"));
        // No token opens the accounts, which have hashes of passwords.
        Assert.Equal(HttpStatusCode.Forbidden, await Status(all, HttpMethod.Get, "/accounts"));

        await workbench.Change("ann", (accounts, account) => accounts.ChangeRole(account, Roles.Reader));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(all, HttpMethod.Get, "/tokens"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(all, HttpMethod.Post, "/labellers/ann/include"));
        Assert.Equal(HttpStatusCode.OK, await Status(all, HttpMethod.Get, "/rounds"));
        Assert.Equal(HttpStatusCode.OK, await Status(reads, HttpMethod.Get, "/rounds"));

        await workbench.Change("ann", (accounts, account) => accounts.ChangeRole(account, Roles.Labeller));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(all, HttpMethod.Get, "/rounds"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(reads, HttpMethod.Get, "/rounds"));
        Assert.Equal(
            [AccessScope.Label, AccessScope.None],
            (await workbench.Dataset.Api.GetTokens(Token, "ann")).Select(t => t.Allows)
        );

        await workbench.Change("ann", (accounts, account) => accounts.ChangeRole(account, Roles.Administrator));
        Assert.Equal(HttpStatusCode.OK, await Status(all, HttpMethod.Get, "/tokens"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("disable")]
    [InlineData("remove")]
    public async Task Disabling_or_removing_an_account_revokes_its_tokens_for_good(string what)
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var ann = await workbench.SignedIn("ann", Roles.Reader);
        var head = await workbench.SignedIn("head", Roles.Administrator);
        using var client = workbench.Dataset.Client(await Make(ann, "laptop", AccessScope.Read));
        using var others = workbench.Dataset.Client(await Make(head, "laptop", AccessScope.Read));

        using (var answer = await head.Post("/people/ann", $"/people/ann/{what}"))
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(client, HttpMethod.Get, "/rounds"));
        Assert.Equal(HttpStatusCode.OK, await Status(others, HttpMethod.Get, "/rounds"));
        if (what == "disable")
        {
            using var enabled = await head.Post("/people/ann", "/people/ann/enable");
        }
        else
        {
            await workbench.Link("ann", Roles.Administrator);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(client, HttpMethod.Get, "/rounds"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_token_that_a_token_makes_belongs_to_the_same_account()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var ann = await workbench.SignedIn("ann", Roles.Administrator);
        using var client = workbench.Dataset.Client(await Make(ann, "all", AccessScope.Administer));
        var api = HttpApis.For<IDatasetApi>(client);

        var made = await api.CreateToken(new("more"), Token);
        var other = await api.CreateToken(new("for-another", Owner: AdministratorLink.Name), Token);

        Assert.Equal(("ann", "ann"), (made.Owner, other.Owner));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_owner_must_exist_and_a_labelling_token_must_have_one()
    {
        await using var dataset = await DatasetOverHttp.Start(server);

        foreach (
            var (request, reason) in new[]
            {
                (new CreateToken("a", Owner: "nobody"), "there is no account 'nobody'"),
                (new CreateToken("a", AccessScope.Label), "owner: missing"),
                (new CreateToken("a", "everything"), "label, adjudicate, read, write, administer"),
            }
        )
        {
            var refused = await Assert.ThrowsAnyAsync<ApiException>(() => dataset.Api.CreateToken(request, Token));
            Assert.Contains(reason, refused.Content);
        }

        var free = await dataset.Api.CreateToken(new("a"), Token);
        Assert.Equal((null, AccessScope.Write), (free.Owner, free.Scope));
        Assert.Contains(
            "already",
            (await Assert.ThrowsAnyAsync<ApiException>(() => dataset.Api.CreateToken(new("a"), Token))).Content
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task A_labellers_token_rates_the_tasks_of_its_account_and_nothing_else()
    {
        await using var dataset = await DatasetOverHttp.Start(server, solutions: 2);
        await dataset.People.Round();
        foreach (string name in (string[])["ann", "ben"])
        {
            using var created = await dataset.Accounts.CreateAccount(
                new(name, AccountRole.Labeller, "s", "r", DateTimeOffset.UnixEpoch),
                Token
            );
            Assert.True(created.IsSuccessStatusCode);
        }

        var token = await dataset.Api.CreateToken(new("script", AccessScope.Label, Owner: "ann"), Token);
        using var client = dataset.Client(token.Token);
        var ann = HttpApis.For<IDatasetApi>(client);

        using var task = await ann.TakeTask(new("ann"), Token);
        await ann.RateStep(task.Content!.Id, 0, new("ann", 1), Token);
        await ann.UnrateStep(task.Content.Id, 0, "ann", Token);
        await ann.RateStep(task.Content.Id, 0, new("ann", -1), Token);
        await ann.GetAlternatives(task.Content.Id, 0, "ann", Token);
        await ann.WriteStep(task.Content.Id, 0, new("ann", "mine"), Token);

        using var ofAnother = await dataset.Api.TakeTask(new("ben"), Token);
        foreach (
            var (method, path, body) in new (HttpMethod, string, object?)[]
            {
                (HttpMethod.Post, "/tasks/next", new TakeTask("ben")),
                (HttpMethod.Put, $"/tasks/{ofAnother.Content!.Id}/ratings/0", new RateStep("ben", 1)),
                (HttpMethod.Delete, $"/tasks/{ofAnother.Content.Id}/ratings/0?labeller=ben", null),
                (HttpMethod.Get, $"/tasks/{ofAnother.Content.Id}/alternatives/0?labeller=ben", null),
                (
                    HttpMethod.Put,
                    $"/tasks/{ofAnother.Content.Id}/alternatives/0",
                    new RateAlternative("ben", "x", 1, true)
                ),
                (HttpMethod.Put, $"/tasks/{ofAnother.Content.Id}/own-steps/0", new WriteStep("ben", "x")),
                (HttpMethod.Post, $"/tasks/{ofAnother.Content.Id}/end", new EndTask("ben", TaskEnding.Finished)),
                (HttpMethod.Post, "/adjudications/next", new TakeTask("ann")),
                (HttpMethod.Get, "/rounds", null),
                (HttpMethod.Get, "/labellers", null),
                (HttpMethod.Get, "/tokens", null),
                (HttpMethod.Get, "/accounts", null),
                (HttpMethod.Get, "/health", null),
            }
        )
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = body is null ? null : JsonContent.Create(body, body.GetType());
            using var answer = await client.SendAsync(request, Token);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, answer.StatusCode));
        }

        // The account's own task, as somebody else.
        var refused = await Assert.ThrowsAnyAsync<ApiException>(() =>
            ann.RateStep(task.Content.Id, 1, new("ben", 1), Token)
        );
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await ann.EndTask(task.Content.Id, new("ann", TaskEnding.Finished), Token);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_adjudicators_token_decides_as_its_account_until_the_role_changes()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server, solutions: 2);
        await workbench.Dataset.People.Round(""","overlap":2""");
        await workbench.Dataset.People.FinishAll("ann", _ => 0);
        await workbench.Dataset.People.FinishAll("zoe", _ => 1);
        var judge = await workbench.SignedIn("judge", Roles.Adjudicator);
        using var decides = workbench.Dataset.Client(await Make(judge, "decides", AccessScope.Adjudicate));
        using var labels = workbench.Dataset.Client(await Make(judge, "labels", AccessScope.Label));
        var api = HttpApis.For<IDatasetApi>(decides);

        Assert.Equal(HttpStatusCode.Forbidden, await Adjudicate(decides, "ann"));
        Assert.Equal(HttpStatusCode.Forbidden, await Adjudicate(labels, "judge"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(decides, HttpMethod.Get, "/rounds"));
        using var taken = await api.TakeAdjudication(new("judge"), Token);
        Assert.Equal(["person:ann", "person:zoe"], taken.Content!.Labels.Select(l => l.Labeller));
        var task = taken.Content.Task;
        await api.RateStep(task.Id, 0, new("judge", -1), Token);
        await api.EndTask(task.Id, new("judge", TaskEnding.Finished), Token);
        Assert.Equal(HttpStatusCode.OK, await Adjudicate(decides, "judge"));

        await workbench.Change("judge", (accounts, account) => accounts.ChangeRole(account, Roles.Labeller));
        Assert.Equal(HttpStatusCode.Forbidden, await Adjudicate(decides, "judge"));
        Assert.Equal(
            [AccessScope.Label, AccessScope.Label],
            (await workbench.Dataset.Api.GetTokens(Token, "judge")).Select(t => t.Allows)
        );

        static async Task<HttpStatusCode> Adjudicate(HttpClient client, string labeller)
        {
            using var answer = await client.PostAsJsonAsync("/adjudications/next", new TakeTask(labeller), Token);
            return answer.StatusCode;
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task An_administrator_sees_and_revokes_everybodys_tokens()
    {
        await using var workbench = await WorkbenchUnderTest.Start(server);
        var ann = await workbench.SignedIn("ann", Roles.Labeller);
        await Make(ann, "script", AccessScope.Label);
        await workbench.Dataset.Api.CreateToken(new("free"), Token);
        var head = await workbench.SignedIn("head", Roles.Administrator);

        string page = await head.Page("/tokens");
        Assert.Contains("Revoke script", page);
        Assert.Contains("Revoke free", page);
        foreach (var token in await workbench.Dataset.Api.GetTokens(Token))
        {
            using var answer = await head.Post("/tokens", $"/tokens/{token.Id}/revoke");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        Assert.Empty(await workbench.Dataset.Api.GetTokens(Token));
        Assert.Equal(HttpStatusCode.Forbidden, await ann.Status("/tokens"));
    }

    private static async Task<string> Make(Visitor visitor, string name, string scope)
    {
        using var answer = await Ask(visitor, name, scope);
        return ShownToken().Match(await Visitor.Text(answer)).Groups[1].Value;
    }

    private static Task<HttpResponseMessage> Ask(Visitor visitor, string name, string scope) =>
        visitor.Post("/account", "/account/tokens", ("name", name), ("scope", scope), ("days", "30"));

    private static async Task<HttpStatusCode> Status(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await client.SendAsync(request, Token);
        return answer.StatusCode;
    }

    [GeneratedRegex("id=\"token\">([^<]+)<")]
    private static partial Regex ShownToken();
}
