using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Refit;

/// <summary>One method of an HTTP interface: what its arguments become, and what its answer is read as.</summary>
internal sealed partial class RestMethod
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly HttpMethodAttribute _http;
    private readonly ParameterInfo[] _parameters;
    private readonly Func<HttpClient, object?[], Task> _send;

    public RestMethod(MethodInfo method)
    {
        _http =
            method.GetCustomAttribute<HttpMethodAttribute>()
            ?? throw new ArgumentException($"{method.DeclaringType}.{method.Name} has no [Get], [Post] or [Put].");
        _parameters = method.GetParameters();
        foreach (Match match in Placeholder().Matches(_http.Path))
            if (!_parameters.Any(parameter => IsNamed(parameter, match)))
                throw new ArgumentException(
                    $"{method.DeclaringType}.{method.Name}: the path's {match.Value} is no parameter of the method."
                );

        if (method.ReturnType == typeof(Task))
            _send = SendOnly;
        else if (method.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Task<>))
            _send = typeof(RestMethod)
                .GetMethod(nameof(Send), BindingFlags.Instance | BindingFlags.NonPublic)!
                .MakeGenericMethod(type.GenericTypeArguments)
                .CreateDelegate<Func<HttpClient, object?[], Task>>(this);
        else
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} must return Task or Task<T>.");
    }

    public Task Invoke(HttpClient client, object?[] arguments) => _send(client, arguments);

    private async Task SendOnly(HttpClient client, object?[] arguments)
    {
        using var response = await Respond(client, arguments);
    }

    private async Task<T> Send<T>(HttpClient client, object?[] arguments)
    {
        var cancellationToken = Cancellation(arguments);
        var response = await Respond(client, arguments);
        if (typeof(T) == typeof(Stream)) // the caller's to dispose, and the response with it
            return (T)(object)await response.Content.ReadAsStreamAsync(cancellationToken);
        using (response)
        {
            if (typeof(T) == typeof(string))
                return (T)(object)await response.Content.ReadAsStringAsync(cancellationToken);
            try
            {
                return (await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken))!;
            }
            catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
            {
                throw ApiException.Unreadable(response, e);
            }
        }
    }

    private async Task<HttpResponseMessage> Respond(HttpClient client, object?[] arguments)
    {
        var cancellationToken = Cancellation(arguments);
        using var request = new HttpRequestMessage(_http.Method, Address(client, arguments));
        request.Content = Body(arguments);
        if (_parameters.Any(parameter => parameter.GetCustomAttribute<BodyAttribute>()?.Buffered is true))
            await request.Content!.LoadIntoBufferAsync(cancellationToken);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await ApiException.NoSuccess(response, cancellationToken);
    }

    private Uri Address(HttpClient client, object?[] arguments)
    {
        var start =
            client.BaseAddress
            ?? throw new InvalidOperationException("BaseAddress must be set on the HttpClient instance.");
        var path = Placeholder()
            .Replace(
                _http.Path,
                match =>
                    Uri.EscapeDataString(Text(arguments[Array.FindIndex(_parameters, p => IsNamed(p, match))]) ?? "")
            );
        var query = _parameters
            .Where(IsQuery)
            .Select(parameter => (parameter.Name, Value: Text(arguments[parameter.Position])))
            .Where(pair => pair.Value is not null)
            .Select(pair => $"{Uri.EscapeDataString(pair.Name!)}={Uri.EscapeDataString(pair.Value!)}")
            .ToList();
        if (query.Count > 0)
            path += (path.Contains('?') ? "&" : "?") + string.Join('&', query);
        return new Uri(start, (start.AbsolutePath == "/" ? "" : start.AbsolutePath) + path);
    }

    private HttpContent? Body(object?[] arguments)
    {
        if (_parameters.FirstOrDefault(IsBody) is not { } parameter)
            return null;
        if (arguments[parameter.Position] is not Stream stream)
            return JsonContent.Create(arguments[parameter.Position], parameter.ParameterType, options: Json);
        var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return content;
    }

    private CancellationToken Cancellation(object?[] arguments) =>
        arguments.OfType<CancellationToken>().FirstOrDefault();

    private bool IsQuery(ParameterInfo parameter) =>
        !IsBody(parameter)
        && parameter.ParameterType != typeof(CancellationToken)
        && !Placeholder().Matches(_http.Path).Any(match => IsNamed(parameter, match));

    private static bool IsBody(ParameterInfo parameter) => parameter.IsDefined(typeof(BodyAttribute), false);

    private static bool IsNamed(ParameterInfo parameter, Match placeholder) =>
        string.Equals(parameter.Name, placeholder.Groups[1].Value, StringComparison.OrdinalIgnoreCase);

    private static string? Text(object? value) =>
        value is null ? null : string.Format(CultureInfo.InvariantCulture, "{0}", value);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
