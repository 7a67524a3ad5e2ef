using System.Net;
using System.Text.Json;
using Platform.Contracts;

namespace Platform.FunctionalTests.Operations;

/// <summary>What needs a token: every endpoint of every service but <c>/alive</c>.</summary>
public sealed class AccessTests(SharedPlatform platform)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly string[] Services =
    [
        "dataset",
        "gateway",
        "generator",
        "scorer-1",
        "selector",
        "trainer",
        "workbench",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_answers_nobody_but_the_installation_except_that_it_is_alive()
    {
        foreach (var service in Services)
        {
            using var nobody = platform.Client(service, Limit, token: "");
            using var installation = platform.Client(service, Limit);

            await Healthy(installation);

            Assert.Equal(HttpStatusCode.OK, await Status(nobody, HttpMethod.Get, "alive"));
            Assert.Equal(HttpStatusCode.Unauthorized, await Status(nobody, HttpMethod.Get, "health"));
            if (service is not ("dataset" or "gateway" or "workbench"))
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await Status(nobody, HttpMethod.Post, "drain"));
            }
        }
    }

    [Fact]
    public async Task No_endpoint_of_the_api_is_open_and_a_token_opens_what_its_scope_says()
    {
        var read = await platform.Dataset.CreateToken(new("reader-of-tests", AccessScope.Read, 1), Cancellation);
        var write = await platform.Dataset.CreateToken(new("writer-of-tests", AccessScope.Write, 1), Cancellation);
        var administer = await platform.Dataset.CreateToken(
            new("administrator-of-tests", AccessScope.Administer, 1),
            Cancellation
        );
        await platform.SignInLinks.For("labeller-of-tests", AccountRole.Labeller);
        var label = await platform.Dataset.CreateToken(
            new("labeller-of-tests", AccessScope.Label, 1, "labeller-of-tests"),
            Cancellation
        );
        using var administrator = platform.Client("dataset", Limit, administer.Token);
        using var labeller = platform.Client("dataset", Limit, label.Token);
        using var nobody = platform.Client("dataset", Limit, token: "");
        using var stranger = platform.Client("dataset", Limit, token: "platform_" + new string('0', 64));
        using var reader = platform.Client("dataset", Limit, read.Token);
        using var writer = platform.Client("dataset", Limit, write.Token);
        var endpoints = await Endpoints(reader);
        Assert.True(endpoints.Count > 50, $"{endpoints.Count} endpoints");

        foreach (var (method, path) in endpoints)
        {
            Assert.True(
                await Status(nobody, method, path) == HttpStatusCode.Unauthorized,
                $"{method} {path} is open to everybody."
            );
            Assert.Equal(HttpStatusCode.Unauthorized, await Status(stranger, method, path));
            bool accounts = path.StartsWith("account", StringComparison.Ordinal);
            bool closed = accounts || path.StartsWith("tokens", StringComparison.Ordinal);
            if (closed || (method != HttpMethod.Get && method != HttpMethod.Head))
            {
                var status = await Status(reader, method, path);
                Assert.True(status == HttpStatusCode.Forbidden, $"{method} {path} answers a reader {status}.");
            }

            if (closed)
            {
                Assert.Equal(HttpStatusCode.Forbidden, await Status(writer, method, path));
            }

            // Hashes of passwords are for the installation's own services.
            if (accounts)
            {
                Assert.Equal(HttpStatusCode.Forbidden, await Status(administrator, method, path));
            }

            // A labeller's token opens tasks alone, and these only for its own account.
            if (!path.StartsWith("tasks/", StringComparison.Ordinal))
            {
                var status = await Status(labeller, method, path);
                Assert.True(status == HttpStatusCode.Forbidden, $"{method} {path} answers a labeller {status}.");
            }
        }

        Assert.Equal(HttpStatusCode.OK, await Status(reader, HttpMethod.Get, "pools"));
        Assert.Equal(HttpStatusCode.OK, await Status(writer, HttpMethod.Post, "dispatcher/resume"));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once_and_its_text_is_nowhere()
    {
        var token = await platform.Dataset.CreateToken(new("soon-revoked"), Cancellation);
        using var client = platform.Client("dataset", Limit, token.Token);
        Assert.Equal(HttpStatusCode.OK, await Status(client, HttpMethod.Get, "pools"));

        var listed = (await platform.Dataset.GetTokens(Cancellation)).Single(t => t.Id == token.Id);
        Assert.Equal(AccessScope.Write, listed.Scope);
        Assert.Equal(token.Expires, listed.Expires, TimeSpan.FromMilliseconds(1));
        Assert.NotNull(listed.LastUsed);
        Assert.InRange((token.Expires - listed.Created).TotalDays, 89.9, 90.1);
        Assert.DoesNotContain(token.Token, JsonSerializer.Serialize(listed));

        await platform.Dataset.RevokeToken(token.Id, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(client, HttpMethod.Get, "pools"));
    }

    /// <summary>Waits for a service that another test has killed.</summary>
    private static async Task Healthy(HttpClient installation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                if (await Status(installation, HttpMethod.Get, "health") == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It is being started again.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return answer.StatusCode;
    }

    /// <summary>Every operation of the OpenAPI document, with something in place of its parameters.</summary>
    private static async Task<List<(HttpMethod Method, string Path)>> Endpoints(HttpClient client)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync("openapi/v1.json", Cancellation));
        return
        [
            .. from path in document.RootElement.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Name is "get" or "put" or "post" or "delete" or "patch" or "head"
            select (
                new HttpMethod(operation.Name.ToUpperInvariant()),
                string.Join(
                    '/',
                    path.Name.Trim('/')
                        .Split('/')
                        .Select(part => part.StartsWith('{') ? "01a22556-07e1-75e5-ac73-84fdcfcf46c5" : part)
                )
            ),
        ];
    }
}
