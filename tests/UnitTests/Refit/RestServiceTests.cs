using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Refit;

namespace Platform.UnitTests.Refit;

/// <summary>What our HTTP interfaces rely on, wherever they run: the stand-in or the real package.</summary>
public sealed class RestServiceTests : IAsyncLifetime
{
    private readonly WebApplication _server;
    private readonly HttpClient _client = new();
    private IEcho Api => RestService.For<IEcho>(_client);

    public RestServiceTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Map(
            "/refuse",
            async context =>
            {
                context.Response.StatusCode = 409;
                context.Response.Headers.RetryAfter = "7";
                await context.Response.WriteAsync("No pool is called 'x'.");
            }
        );
        _server.Map("/nonsense", () => "{ nonsense");
        _server.Map("/slow", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _server.Map(
            "/colour",
            async context =>
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("""{"NAME":"x","colour":"lightBlue"}""");
            }
        );
        _server.MapFallback(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var line = $"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}";
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            await context.Response.WriteAsync(
                $"{line}|{context.Request.ContentType}|{context.Request.ContentLength}|{body}"
            );
        });
    }

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(TestContext.Current.CancellationToken);
        _client.BaseAddress = new Uri(_server.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_path_parameter_is_escaped_whole() =>
        Assert.Equal("GET /things/a%2Fb%20%3F%25%C3%A9|||", await Api.Thing("a/b ?%é", cancellationToken: Token));

    [Fact]
    public async Task What_is_not_in_the_path_is_a_query_and_null_is_left_out()
    {
        Assert.Equal("GET /things/x?page=3|||", await Api.Thing("x", null, 3, Token));
        Assert.Equal("GET /things/x?filter=a%26b%3Dc&page=3|||", await Api.Thing("x", "a&b=c", 3, Token));
    }

    [Fact]
    public async Task Numbers_and_truth_values_do_not_depend_on_the_culture() =>
        Assert.Equal("GET /numbers?x=1.5&yes=True|||", await Api.Numbers(1.5, true, Token));

    [Fact]
    public async Task A_body_is_camel_case_json() =>
        Assert.Equal(
            """POST /things|application/json; charset=utf-8||{"name":"a","colour":"lightBlue"}""",
            await Api.Post(new Thing("a", Colour.LightBlue), Token)
        );

    [Fact]
    public async Task A_buffered_body_says_its_length() =>
        Assert.Contains("|33|", await Api.PostBuffered(new Thing("a", Colour.LightBlue), Token));

    [Fact]
    public async Task A_stream_is_sent_as_it_is_beside_a_query()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("{ nonsense"));
        Assert.StartsWith("POST /pools/p?format=f|", await Api.Send("p", "f", stream, Token));
        using var again = new MemoryStream(Encoding.UTF8.GetBytes("{ nonsense"));
        Assert.EndsWith("|{ nonsense", await Api.Send("p", null, again, Token));
    }

    [Fact]
    public async Task Json_is_read_whatever_the_case_of_its_names() =>
        Assert.Equal(new Thing("x", Colour.LightBlue), await Api.GetColour(Token));

    [Fact]
    public async Task A_stream_can_be_returned()
    {
        await using var stream = await Api.Open("x", Token);
        using var reader = new StreamReader(stream);
        Assert.Equal("GET /files/x|||", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_refusal_throws_with_status_headers_and_the_servers_own_words()
    {
        var refusal = await Assert.ThrowsAsync<ApiException>(() => Api.Refuse(Token));
        Assert.Equal(HttpStatusCode.Conflict, refusal.StatusCode);
        Assert.Equal("No pool is called 'x'.", refusal.Content);
        Assert.True(refusal.HasContent);
        Assert.Equal("Conflict", refusal.ReasonPhrase);
        Assert.Equal(TimeSpan.FromSeconds(7), refusal.Headers.RetryAfter?.Delta);
        Assert.Contains("409", refusal.Message);
    }

    [Fact]
    public async Task A_body_that_is_not_the_promised_json_throws_with_the_reason()
    {
        var unreadable = await Assert.ThrowsAsync<ApiException>(() => Api.Nonsense(Token));
        Assert.Equal(HttpStatusCode.OK, unreadable.StatusCode);
        Assert.IsType<System.Text.Json.JsonException>(unreadable.InnerException);
    }

    [Fact]
    public async Task A_cancelled_call_ends()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = Api.Slow(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task The_path_of_the_base_address_is_kept()
    {
        _client.BaseAddress = new Uri(_client.BaseAddress!, "/below");
        Assert.Equal("GET /below/things/x?page=1|||", await Api.Thing("x", page: 1, cancellationToken: Token));
    }

    [Fact]
    public async Task A_registered_interface_is_resolved_over_its_own_client()
    {
        var services = new ServiceCollection();
        services.AddRefitClient<IEcho>().ConfigureHttpClient(client => client.BaseAddress = _client.BaseAddress);
        await using var provider = services.BuildServiceProvider();
        Assert.Equal(
            "GET /things/x|||",
            await provider.GetRequiredService<IEcho>().Thing("x", cancellationToken: Token)
        );
    }

    internal interface IEcho
    {
        [Get("/things/{name}")]
        Task<string> Thing(
            string name,
            string? filter = null,
            int? page = null,
            CancellationToken cancellationToken = default
        );

        [Get("/numbers")]
        Task<string> Numbers(double x, bool yes, CancellationToken cancellationToken);

        [Post("/things")]
        Task<string> Post([Body] Thing thing, CancellationToken cancellationToken);

        [Put("/things")]
        Task<string> PostBuffered([Body(buffered: true)] Thing thing, CancellationToken cancellationToken);

        [Post("/pools/{name}")]
        Task<string> Send(string name, string? format, [Body] Stream file, CancellationToken cancellationToken);

        [Get("/colour")]
        Task<Thing> GetColour(CancellationToken cancellationToken);

        [Get("/files/{name}")]
        Task<Stream> Open(string name, CancellationToken cancellationToken);

        [Put("/refuse")]
        Task Refuse(CancellationToken cancellationToken);

        [Get("/nonsense")]
        Task<Thing> Nonsense(CancellationToken cancellationToken);

        [Get("/slow")]
        Task Slow(CancellationToken cancellationToken);
    }

    internal sealed record Thing(string Name, Colour Colour);

    internal enum Colour
    {
        DarkRed,
        LightBlue,
    }
}
