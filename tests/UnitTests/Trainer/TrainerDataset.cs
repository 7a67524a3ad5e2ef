using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.UnitTests.Trainer;

/// <summary>The routes of Dataset that a trainer uses, behind the real HTTP client.</summary>
internal sealed class TrainerDataset : HttpMessageHandler
{
    private const string Lines = "{\"statement\":\"1 + 1?\",\"steps\":[\"2\"],\"labels\":[1],\"finished\":true}\n";

    /// <summary>Hash of the only training set.</summary>
    public static readonly string Set = Hash(Encoding.UTF8.GetBytes(Lines));

    /// <summary>States of trainings; all others are unknown.</summary>
    public ConcurrentDictionary<Guid, string> States { get; } = [];

    /// <summary>Status codes to return instead for the next requests, by the start of the path.</summary>
    public ConcurrentQueue<(string Path, HttpStatusCode Status)> Troubles { get; } = [];

    /// <summary>Number of damaged training sets to send before an intact one.</summary>
    public int Damaged;

    public ConcurrentDictionary<string, byte[]> Files { get; } = [];

    /// <summary>Versions that were registered.</summary>
    public ConcurrentQueue<string> Models { get; } = [];

    public IDatasetApi Api => HttpApis.For<IDatasetApi>(new HttpClient(this) { BaseAddress = new("http://dataset") });

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

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
        cancellationToken.ThrowIfCancellationRequested();
        var path = request.RequestUri!.AbsolutePath;
        if (
            Troubles.TryPeek(out var trouble)
            && path.StartsWith(trouble.Path, StringComparison.Ordinal)
            && Troubles.TryDequeue(out trouble)
        )
        {
            return new(trouble.Status);
        }

        switch (path.Trim('/').Split('/'))
        {
            case ["training-sets", _]:
                var lines = Interlocked.Decrement(ref Damaged) >= 0 ? Lines + "?" : Lines;
                return new(HttpStatusCode.OK) { Content = new StringContent(lines) };
            case ["jobs", var id] when States.TryGetValue(Guid.Parse(id), out var state):
                return new(HttpStatusCode.OK) { Content = JsonContent.Create(new { id, state }) };
            case ["files", var hash] when request.Method == HttpMethod.Head:
                return new(Files.ContainsKey(hash) ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            case ["files", var hash]:
                var content = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
                Assert.Equal(hash, Hash(content));
                Files[hash] = content;
                return new(HttpStatusCode.NoContent);
            case ["models", var version]:
                var files = await request.Content!.ReadFromJsonAsync<List<ModelFile>>(cancellationToken);
                Assert.Equal(version, ModelDirectory.Version(files!));
                Assert.All(files!, f => Assert.Contains(f.Sha256, Files.Keys));
                Models.Enqueue(version);
                return new(HttpStatusCode.NoContent);
            default:
                return new(HttpStatusCode.NotFound);
        }
    }
}
