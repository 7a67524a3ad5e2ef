using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.UnitTests.Scorer;

/// <summary>Dataset's model routes for directories on disk, behind the real HTTP client.</summary>
internal sealed class DatasetStub : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, (string Directory, IReadOnlyList<ModelFile> Files)> _models = [];

    /// <summary>Requests as received.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Status codes to return instead for the next requests.</summary>
    public ConcurrentQueue<HttpStatusCode> Troubles { get; } = [];

    /// <summary>Bytes to append to every file's content.</summary>
    public byte[] Damage { get; set; } = [];

    public IDatasetApi Api => HttpApis.For<IDatasetApi>(new HttpClient(this) { BaseAddress = new("http://dataset") });

    public async Task<string> Register(string directory)
    {
        var files = await ModelDirectory.List(directory, TestContext.Current.CancellationToken);
        var version = ModelDirectory.Version(files);
        _models[version] = (directory, files);
        return version;
    }

    private static string? Name(string directory) =>
        Path.Combine(directory, "language-model.json") is var manifest && File.Exists(manifest)
            ? (string?)JsonNode.Parse(File.ReadAllText(manifest))!["name"]
            : null;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await Answer(request, cancellationToken);
        // Refit reads it when it makes an exception of an answer.
        response.RequestMessage = request;
        return response;
    }

    private async Task<HttpResponseMessage> Answer(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var path = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        Requests.Enqueue(request.RequestUri.AbsolutePath);
        if (Troubles.TryDequeue(out var trouble))
        {
            return new(trouble);
        }

        if (path is ["models", var version, "files"] && _models.TryGetValue(version, out var model))
        {
            return new(HttpStatusCode.OK) { Content = JsonContent.Create(model.Files) };
        }

        if (path is ["models", var name] && _models.FirstOrDefault(m => Name(m.Value.Directory) == name).Key is { } key)
        {
            return new(HttpStatusCode.OK)
            {
                Content = JsonContent.Create(
                    new ModelSummary(name, key, "language", [], null, 0, 0, DateTimeOffset.UnixEpoch)
                ),
            };
        }

        if (path is ["files", var hash])
        {
            foreach (var (directory, files) in _models.Values)
            {
                if (files.FirstOrDefault(f => f.Sha256 == hash) is { } file)
                {
                    return new(HttpStatusCode.OK)
                    {
                        Content = new ByteArrayContent(
                            [
                                .. await File.ReadAllBytesAsync(Path.Combine(directory, file.Path), cancellationToken),
                                .. Damage,
                            ]
                        ),
                    };
                }
            }
        }

        return new(HttpStatusCode.NotFound);
    }
}
