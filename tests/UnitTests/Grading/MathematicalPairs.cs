namespace Platform.UnitTests.Grading;

/// <summary>
/// Pairs of answers by kind, one a line: <c>≡</c> stands between answers that are equal, <c>≢</c> between those that are
/// not. Each was argued mathematically; where an answer could be read in two ways, it is not equal.
/// </summary>
internal static class MathematicalPairs
{
    public static readonly IReadOnlyDictionary<string, string> ByKind = new Dictionary<string, string>
    {
        ["Choices"] = """
            A, C ≡ C, A
            A, C ≢ A, B
            (A) 5 ≢ (B) 5
            A ≢ a_1
            AC ≢ AB
            \text{(A)}, \text{(B)} ≡ B, A
            option B ≡ B
            option B ≢ A
            \boxed{B} ≡ B
            \textbf{(B) } ≡ (B)
            A. ≡ A
            (i) ≢ (ii)
            """,
        ["Equations"] = """
            3x+6y=5 ≡ y=-x/2+5/6
            3x+6y=5 ≢ y=x/2+5/6
            2x=10 ≡ x=5
            2x=10 ≢ x=10
            2x=10 ≢ 10
            5=x ≡ x=5
            x-5=0 ≡ x=5
            x^2-5x+6=0 ≡ x=2,3
            x^2-5x+6=0 ≢ x=2
            x^2-5x+6=0 ≡ x=2 \text{ or } x=3
            x^2-5x+6=0 ≢ x=-2,-3
            y-3=2(x-1) ≡ y=2x+1
            y-3=2(x-1) ≢ y=2x-1
            x^2+y^2=25 ≡ \frac{x^2}{25}+\frac{y^2}{25}=1
            x^2+y^2=25 ≢ x^2+y^2=5
            x^2-y^2=1 ≢ y^2-x^2=1
            x^2-y^2=1 ≡ y^2-x^2=-1
            y=x ≢ y=-x
            y=x^2 ≢ y^2=x
            y^2=x ≢ y=\sqrt{x}
            y^2=4x ≡ x=\frac{y^2}{4}
            A=\pi r^2 ≡ \pi r^2
            A=\pi r^2 ≢ A=2\pi r
            A=\pi r^2 ≡ A-\pi r^2=0
            xy=1 ≢ x=y
            xy=12 ≡ y=\frac{12}{x}
            xy=x ≢ y=1
            \frac{y-1}{x-2}=3 ≡ y-1=3x-6
            e^x=y ≢ x=e^y
            r=4\sin\theta ≡ r-4\sin\theta=0
            r=4\sin\theta ≢ r=4\cos\theta
            x+y+z=6 ≡ 6=x+y+z
            x=y ≡ y=x
            a=b ≢ a=c
            y=3 ≡ y-3=0
            y=3 ≢ x=3
            x^3-x=0 ≡ x=0,1,-1
            x^2=2 ≢ x=\sqrt{2}
            x^2=2 ≡ x=\pm\sqrt{2}
            x^2=9 ≢ 3
            2x+1=7 ≢ 3
            2x+1=7 ≡ x=3
            x=x ≢ 5
            0=0 ≢ 0=1
            x is not equal to 5 ≢ x=5
            y = 3x - 2 ≡ 3x - y = 2
            y = 3x - 2 ≢ 3x + y = 2
            2y = 6x - 4 ≡ y = 3x-2
            y = |x| ≢ y = x
            y = \pm x ≢ y = x
            y = \pm x ≡ y = x \text{ or } y = -x
            y^2 = x^2 ≡ x^2 = y^2
            x^2 + 4y^2 = 4 ≡ \frac{x^2}{4} + y^2 = 1
            x^2 + 4y^2 = 4 ≢ x^2 + y^2 = 1
            (x-1)^2 + y^2 = 1 ≡ x^2 + y^2 = 2x
            f^{-1}(x) = \frac{x-1}{2} ≡ \frac{x-1}{2}
            P(X=2) = 0.5 ≢ P(X=3) = 0.5
            0=0 ≢ 0
            2+2=4 ≡ 4
            2+2=5 ≢ 5
            |x|=3 ≡ x=\pm 3
            |x|=3 ≢ x=3
            |x-1|=2 ≡ x=3,-1
            |x|=-3 ≢ x=\pm 3
            x=\pm 3 ≡ x^2=9
            4x^2-9=0 ≡ x=\pm\frac32
            4x^2-9=0 ≢ x=\pm\frac94
            (x-1)(x-2)(x-3)=0 ≡ x=1,2,3
            (x-1)(x-2)(x-3)=0 ≢ x=1,2
            (x-1)^2=0 ≡ x=1
            x(x-5)=0 ≡ x=0 \text{ or } 5
            ax+b=0 ≢ x=-b
            y=kx ≢ y=x
            V=\frac{4}{3}\pi r^3 ≡ 3V=4\pi r^3
            V=\frac{4}{3}\pi r^3 ≢ V=\frac{3}{4}\pi r^3
            C=2\pi r ≡ r=\frac{C}{2\pi}
            C=2\pi r ≢ r=2\pi C
            y=\frac{1}{x} ≢ y=x
            x^2y=1 ≡ y=x^{-2}
            y = 2x + 3 ≡ 2x - y + 3 = 0
            y = 2x + 3 ≢ y = 2x - 3
            y = 2x + 3 ≡ y - 3 = 2x
            y = 2x + 3 ≢ x = 2y + 3
            y = 2x+3 ≢ 2x+3=0
            x + y = 1 ≡ 2x + 2y = 2
            x + y = 1 ≢ x - y = 1
            (x-1)^2 + (y+2)^2 = 9 ≡ x^2 + y^2 - 2x + 4y - 4 = 0
            (x-1)^2 + (y+2)^2 = 9 ≢ (x+1)^2 + (y-2)^2 = 9
            \frac{x^2}{4} + \frac{y^2}{9} = 1 ≡ 9x^2 + 4y^2 = 36
            \frac{x^2}{4} + \frac{y^2}{9} = 1 ≢ 4x^2 + 9y^2 = 36
            3x = 12 ≡ x = 4
            3x = 12 ≢ 12
            x^2 = 4 ≡ x = \pm 2
            x^2 = 4 ≢ x = 2
            x^2 = 4 ≢ 4
            x = 5 = 5 ≡ 5
            2+3=5 ≡ 5
            2+3=6 ≢ 6
            2+3=6 ≢ 5
            = 8 ≢ -8
            V = \frac43\pi r^3 ≡ \frac{4\pi r^3}{3}
            V = \frac43\pi r^3 ≢ \frac34\pi r^3
            E = mc^2 ≡ mc^2
            5 = x ≡ x = 5
            y = \sqrt{x} ≢ y^2 = x
            |x| = 3 ≡ x = \pm 3
            |x| = 3 ≢ x = 3
            """,
        ["Expressions"] = """
            \sim A ≢ A
            A^c ≢ A
            a_1, a_2 ≢ a_2, a_3
            x^2+1, x-1 ≢ x^2-1, x+1
            2^x ≢ x^2
            \frac{x^2-4}{x-2} ≡ x+2
            \frac{x^2-4}{x-2} ≢ x-2
            i^2 ≡ -1
            i ≢ 1
            -\frac{a}{b} ≡ \frac{-a}{b}
            \frac{a-b}{c} ≡ \frac{b-a}{-c}
            a-b ≢ b-a
            a+b+c ≡ c+b+a
            a/b/c ≢ a/(b/c)
            x^{-n} ≡ \frac{1}{x^n}
            3 \frac{x}{2} ≢ 3+\frac{x}{2}
            1/4 ≢ 4
            1,4 ≢ 4
            3, 4 ≢ 3, 4, 5
            3, 4, 4 ≢ 3, 5
            2∙3 ≡ 6
            x^{2y} ≢ x^2y
            1{,}5 ≢ 15
            15\frac12 ≢ \frac{15}{2}
            """,
        ["Functions"] = """
            \sin 30^\circ ≡ \frac12
            \sin 30 ≢ \frac12
            \cos(60^\circ) ≡ 0.5
            \tan 45^\circ ≡ 1
            \sin\frac{\pi}{6} ≡ \frac12
            \sin x ≢ \cos x
            \sin(-x) ≡ -\sin x
            \sin^2 x ≡ 1-\cos^2 x
            \sin x^2 ≢ \sin^2 x
            \arcsin\frac12 ≡ \frac{\pi}{6}
            23 \bmod 7 ≡ 2
            23 \bmod 7 ≢ 3
            23 \mod 7 ≡ 2
            2 \pmod 7 ≢ 2 \pmod 5
            9 \pmod 7 ≡ 2 \pmod 7
            x \equiv 3 \pmod 5 ≡ x \equiv 8 \pmod 5
            x \equiv 3 \pmod 5 ≢ x \equiv 3 \pmod 7
            \binom{10}{3} ≡ 120
            {10 \choose 3} ≡ 120
            \binom{n}{1} ≡ n
            \binom{5}{2} ≢ \binom{5}{1}
            \binom{5}{2} ≡ \binom{5}{3}
            \det\begin{pmatrix}1&2\\3&4\end{pmatrix} ≡ -2
            \begin{vmatrix}2&0\\0&3\end{vmatrix} ≡ 6
            \begin{vmatrix}2&0\\0&3\end{vmatrix} ≢ -6
            \begin{pmatrix}2&0\\0&3\end{pmatrix} ≢ 6
            3\begin{pmatrix}1\\2\end{pmatrix} ≡ \begin{pmatrix}3\\6\end{pmatrix}
            \frac12\begin{pmatrix}1\\2\end{pmatrix} ≡ \begin{pmatrix}0.5\\1\end{pmatrix}
            3\begin{pmatrix}1\\2\end{pmatrix} ≢ \begin{pmatrix}3\\2\end{pmatrix}
            -\begin{pmatrix}1\\2\end{pmatrix} ≡ \begin{pmatrix}-1\\-2\end{pmatrix}
            \begin{pmatrix}1&2\end{pmatrix}^T ≡ \begin{pmatrix}1\\2\end{pmatrix}
            \begin{pmatrix}1&2\end{pmatrix} ≢ \begin{pmatrix}1\\2\end{pmatrix}
            \begin{pmatrix}1&2\\3&4\end{pmatrix}^{-1} ≡ \begin{pmatrix}-2&1\\1.5&-0.5\end{pmatrix}
            \begin{pmatrix}1&1\\0&1\end{pmatrix}^2 ≡ \begin{pmatrix}1&2\\0&1\end{pmatrix}
            \begin{pmatrix}1\\2\end{pmatrix}+\begin{pmatrix}3\\4\end{pmatrix} ≡ \begin{pmatrix}4\\6\end{pmatrix}
            \frac{(n+1)!}{n!} ≡ n+1
            \frac{(n+1)!}{n!} ≢ n
            \frac{n!}{(n-2)!} ≡ n(n-1)
            \frac{100!}{98!} ≡ 9900
            \frac{2001!}{1999!} ≡ 4002000
            \frac{2001!}{1999!} ≢ 4002001
            n! ≢ n
            5!! ≢ 120
            5!! ≡ 5!!
            \gcd(12,18) ≡ 6
            \max(3,7) ≡ 7
            \max(3,7) ≢ \min(3,7)
            \log_2 8 ≡ 3
            \log_2 8 ≢ \log_3 8
            \ln e^2 ≡ 2
            \ln x ≢ \log x
            |-5| ≡ 5
            |x| ≢ x
            \sqrt{x^2} ≡ |x|
            \sqrt{x^2} ≢ x
            \sqrt[3]{x^3} ≡ x
            \lfloor 2.7\rfloor ≡ 2
            \lfloor 2.7\rfloor ≢ \lceil 2.7\rceil
            f(x+1) ≢ f(x)+1
            f(x) ≢ fx
            \int_0^1 x\,dx ≢ \int_0^2 x\,dx
            \sum_{k=1}^n k ≢ k\sum_{k=1}^n 1
            \sum_{k=1}^n k^2 ≡ \sum_{k=1}^{n} k^{2}
            \sum_{k=1}^n k ≢ \sum_{k=0}^n k
            \bar{x} ≢ x
            \vec{a} ≢ a
            \overline{AB} ≢ \overline{AC}
            \overline{AB} ≡ \overline{AB}
            x' ≢ x
            f'(x) ≢ f(x)
            a \parallel b ≢ a \perp b
            A \subset B ≢ B \subset A
            \lnot A ≢ A
            A' ≢ A
            cannot be determined ≢ can be determined
            5 \text{ (mod 7)} ≢ 5
            5 \pmod 7 ≢ 5
            5 \pmod{7} ≡ 12 \pmod 7
            e^{2x} ≢ e^x
            (e^x)^2 ≡ e^{2x}
            \frac{1}{\sqrt2} ≡ \frac{\sqrt2}{2}
            \sqrt{50} ≡ 5\sqrt2
            \sqrt{50} ≢ 2\sqrt5
            \ln 8 ≡ 3\ln 2
            \log 100 ≡ 2
            \ln 100 ≢ 2
            \cos^2\theta-\sin^2\theta ≡ \cos 2\theta
            \tan\theta ≡ \frac{\sin\theta}{\cos\theta}
            \sec^2 x - 1 ≡ \tan^2 x
            \sin^{-1}(x) ≢ (\sin x)^{-1}
            \sin^{-1}(x) ≡ \arcsin(x)
            \begin{bmatrix} 1 & 2 \end{bmatrix} ≡ \begin{pmatrix} 1 & 2 \end{pmatrix}
            \begin{vmatrix} 1 & 2 \\ 3 & 4\end{vmatrix} ≢ \begin{pmatrix} 1 & 2 \\ 3 & 4\end{pmatrix}
            \begin{pmatrix} 1 \\ 2 \end{pmatrix} ≢ (1,2)
            \begin{cases} x=1 \\ y=2 \end{cases} ≢ \begin{cases} x=2 \\ y=1 \end{cases}
            \begin{cases} x=1 \\ y=2 \end{cases} ≡ \begin{cases} x = 1 \\ y = 2 \end{cases}
            G_n = \sum_{j=0}^{n-1} G_j G_{n-j-1} ≡ G_n = \sum_{i=0}^{n-1} G_i G_{n-i-1}
            G_n = \sum_{j=0}^{n-1} G_j G_{n-j-1} ≢ G_n = \sum_{j=0}^{n-1} G_j G_{n-j}
            \sum_{k=1}^n k^2 ≡ \sum_{i=1}^n i^2
            \sum_{k=1}^n k^2 ≢ \sum_{k=1}^n k^3
            \sum_{k=1}^n n ≢ \sum_{n=1}^k k
            k + \sum_{k=1}^n k ≢ j + \sum_{j=1}^n j
            \lim_{x\to 0} x ≡ \lim_{t \to 0} t
            ∛27 ≢ 9
            17 mod 5 ≡ 2
            3 \mod 5 ≢ 3 \mod 7
            3 \mod 5 ≡ 8 \pmod 5
            3 \bmod 5 ≢ 2
            x'' ≢ x'
            f''(x) ≡ f''(x)
            f''(x) ≢ f'(x)
            \frac{d}{dx} f ≢ \frac{d}{dy} f
            5' ≡ 5'
            5' ≢ 5
            5'' ≢ 5'
            x = \frac{-b \pm \sqrt{b^2-4ac}}{2a} ≡ \frac{-b+\sqrt{b^2-4ac}}{2a}, \frac{-b-\sqrt{b^2-4ac}}{2a}
            x = \frac{-b \pm \sqrt{b^2-4ac}}{2a} ≢ \frac{-b+\sqrt{b^2-4ac}}{2a}
            \sin x = \frac12 ≡ \sin x = 0.5
            \sin x = \frac12 ≢ \cos x = \frac12
            \sin x = \frac12 ≢ x = \frac{\pi}{6}
            \log_2 x = 3 ≢ 3
            {}_5C_2 ≡ 10
            {}^5C_2 ≡ \binom52
            {}_5C_2 ≢ 20
            \binom{4}{2} + 1 ≡ 7
            2^{\log_2 5} ≡ 5
            \frac{\ln x}{\ln 2} ≡ \log_2 x
            \sqrt{x}\cdot\sqrt{x} ≡ (\sqrt{x})^2
            \sqrt{x^4} ≢ x
            \sqrt{x^4} ≡ x^2
            \sqrt{a^2+b^2} ≢ a+b
            |ab| ≡ |a||b|
            |a+b| ≢ |a|+|b|
            \lfloor x \rfloor ≢ x
            \lfloor x+0.5 \rfloor ≢ \lfloor x \rfloor
            \lfloor x+1 \rfloor ≡ \lfloor x \rfloor + 1
            \lceil x \rceil ≢ \lfloor x \rfloor + 1
            \sin 2x ≢ 2\sin x
            \cos(x+y) ≢ \cos x + \cos y
            \cos(x+y) ≡ \cos x\cos y-\sin x\sin y
            e^{x+y} ≢ e^x+e^y
            e^{x+y} ≡ e^xe^y
            (n+1)! ≢ n!+1
            (n+1)! ≡ (n+1)n!
            (2n)! ≢ 2n!
            \binom{n}{2} ≢ n^2
            \binom{n}{2} ≡ \frac{n(n-1)}{2}
            \begin{pmatrix}1&2\\3&4\end{pmatrix}^T ≢ \begin{pmatrix}1&2\\3&4\end{pmatrix}
            \begin{pmatrix}1&2\\3&4\end{pmatrix}^T ≡ \begin{pmatrix}1&3\\2&4\end{pmatrix}
            2\begin{pmatrix}1&2\\3&4\end{pmatrix} ≢ \begin{pmatrix}2&2\\3&4\end{pmatrix}
            \begin{pmatrix}1&0\\0&1\end{pmatrix} ≢ 1
            \begin{vmatrix}a&b\\c&d\end{vmatrix} ≢ ad+bc
            \begin{vmatrix}a&b\\c&d\end{vmatrix} ≡ ad-bc
            \begin{pmatrix}1\\2\end{pmatrix}\cdot\begin{pmatrix}3\\4\end{pmatrix} ≢ 11
            \cos \pi ≡ -1
            \tan^{-1} 1 ≡ \frac{\pi}{4}
            \arctan 1 ≡ \tan^{-1}(1)
            17 \bmod 5 ≡ 2
            17 \bmod 5 ≢ 3
            x \equiv 2 \pmod 5 ≡ x \equiv 7 \pmod{5}
            x \equiv 2 \pmod 5 ≢ x \equiv 2 \pmod{7}
            \binom{5}{2} ≡ 10
            \binom{5}{2} ≢ \frac52
            {5 \choose 2} ≡ 10
            C(5,2) ≢ C(5,4)
            5! ≡ 120
            \frac{7!}{5!} ≡ 42
            \frac{n!}{(n-2)!} ≢ n(n+1)
            \begin{vmatrix}1&2\\3&4\end{vmatrix} ≡ -2
            \begin{vmatrix}1&2\\3&4\end{vmatrix} ≢ 10
            \begin{pmatrix}1&2\\3&4\end{pmatrix} ≢ \begin{pmatrix}1&3\\2&4\end{pmatrix}
            \begin{pmatrix}1\\2\end{pmatrix} ≢ \begin{pmatrix}2\\1\end{pmatrix}
            2\begin{pmatrix}1\\2\end{pmatrix} ≡ \begin{pmatrix}2\\4\end{pmatrix}
            \ln e^3 ≡ 3
            \log_3 9 ≡ 2
            \log_3 9 ≢ 3
            \log_2 3 ≡ \frac{\ln 3}{\ln 2}
            \lfloor 3.7 \rfloor ≡ 3
            \lceil 3.2 \rceil ≡ 4
            \lfloor -3.7 \rfloor ≢ -3
            \max(3,5) ≡ 5
            \sin^2 x ≢ \sin x^2
            \sin 2x ≡ 2\sin x\cos x
            e^{2x} ≡ (e^x)^2
            e^{2x} ≢ e^{x^2}
            f(x)=x^2 ≡ f(t)=t^2
            f(x)=x^2 ≢ f(x)=x^3
            f(x)=x^2 ≡ x^2
            \sum_{k=1}^{3} k ≢ \sum_{k=1}^{4} k
            \begin{cases} x & x>0 \\ -x & x<0 \end{cases} ≢ x
            \begin{cases} x & x>0 \\ -x & x<0 \end{cases} ≢ \begin{cases} -x & x>0 \\ x & x<0 \end{cases}
            \begin{cases} x=1 \\ y=2 \end{cases} ≢ x=2, y=1
            \begin{pmatrix}1&2\\3&4\end{pmatrix}^{-1} ≢ \begin{pmatrix}1&2\\3&4\end{pmatrix}
            \begin{pmatrix}1&2\\3&4\end{pmatrix} ≢ -2
            \begin{bmatrix}1\\2\end{bmatrix} ≡ \begin{pmatrix}1\\2\end{pmatrix}
            \begin{pmatrix}1\\2\end{pmatrix} ≢ \begin{pmatrix}1\\2\\3\end{pmatrix}
            \sin(x+y) ≡ \sin x\cos y+\cos x\sin y
            \sin(x+y) ≢ \sin x+\sin y
            \ln(xy) ≢ \ln x - \ln y
            \log_a b ≢ \log_b a
            f(x) = 2x ≢ f(x) = 2x+1
            f(g(x)) ≢ g(f(x))
            x! ≢ x
            \binom{n}{2} ≢ \frac{n(n+1)}{2}
            n \bmod 2 ≢ n
            -7 \bmod 3 ≡ 2
            \lim_{x\to 0} x ≢ \lim_{x\to 1} x
            \frac{d}{dx} x^2 ≢ x^2
            |x-1| ≢ x-1
            |a||b| ≡ |ab|
            \|v\| ≢ v
            \vec{a}+\vec{b} ≡ \vec{b}+\vec{a}
            \vec{a}-\vec{b} ≢ \vec{b}-\vec{a}
            a \cdot b ≢ a \times c
            \sqrt[n]{x} ≢ \sqrt{x}
            """,
        ["Markup"] = """
            \textcolor{red}{8} ≡ 8
            {\color{red}8} ≡ 8
            **8** ≡ 8
            **x=8** ≡ 8
            *8* ≡ 8
            \bm{x}+1 ≡ x+1
            \underline{8} ≡ 8
            \boxed{\textbf{8}} ≡ 8
            5 \mathrm{~km}/\mathrm{hr} ≡ 5 km/h
            5 \mathrm{~km}/\mathrm{hr} ≢ 5 \mathrm{~m}/\mathrm{s}
            =8 ≡ 8
            `x+1` ≡ x+1
            \mathbf{v} ≡ v
            \left( 1, 2 \right) ≡ (1,2)
            \bigl(1,2\bigr) ≡ (1,2)
            \dfrac{a \oplus b}{2} ≡ \frac{a \oplus b}{2}
            \dfrac{1}{2} ≡ \tfrac12
            \displaystyle \frac{1}{2} ≡ 0.5
            8 \, \text{cm} ≡ 8 cm
            \{1,\,2\} ≡ \{2,1\}
            \mathrm{e}^2 ≡ e^2
            \operatorname{arctan}(1) ≡ \pi/4
            \ 8 ≡ 8
            8\ \text{apples} ≡ 8
            $8$. ≡ 8
            (8) ≡ 8
            \text{(B)} ≡ B
            (B) ≡ \textbf{B}
            B) ≡ B
            B) 5 ≢ B
            "8" ≡ 8
            2**3 ≡ 8
            \fbox{8} ≡ 8
            \boxed{\boxed{8}} ≡ 8
            \boxed8 ≡ 8
            \boxed{8} ≢ \boxed{9}
            -\boxed{5} ≢ 5
            -\boxed{5} ≡ -5
            \boxed{5} \text{ cm} ≢ 5 m
            \boxed{5} \text{ cm} ≡ 5
            \boxed{x=5} ≡ 5
            The answer is $\boxed{5}$. ≡ 5
            The answer is not $\boxed{5}$ ≢ 6
            8 \\ ≡ 8
            \mathbf{\text{8}} ≡ 8
            \large 8 ≡ 8
            \left\{1,2\right\} ≡ \{1,2\}
            \left\lfloor 2.5 \right\rfloor ≡ 2
            \textstyle\frac12 ≡ 0.5
            \boxed{8}. ≡ 8
            \boldsymbol{x} ≡ x
            \cancel{8} ≢ 8
            \sout{8} ≢ 8
            \not 8 ≢ 8
            \overline{8} ≢ 8
            8^* ≢ 8
            8^+ ≢ 8
            8_1 ≢ 8
            \dot{x} ≢ x
            \textcolor{red}{5} ≡ 5
            \textcolor{red}{5} ≢ 6
            **8** ≢ 9
            \bm{x} ≡ x
            \mathbf{v} ≢ \mathbf{u}
            \underline{5} ≡ 5
            \underline{\text{Yes}} ≡ yes
            \boxed{\textbf{(C)}\ 5} ≢ 6
            \text{(C)} ≡ C
            (C) ≢ (D)
            C ≢ D
            \textbf{C} ≡ C
            \displaystyle\frac{1}{2} ≡ 0.5
            \left( 1 \right) ≡ 1
            \ 5\ ≡ 5
            5\, ≡ 5
            \tfrac12 ≡ \dfrac12
            \frac12 ≡ \frac{1}{2}
            \frac12 ≢ \frac{12}{1}
            \sqrt2 ≡ \sqrt{2}
            \sqrt{2}3 ≢ \sqrt{23}
            {5} ≡ 5
            {{5}} ≡ 5
            $$5$$ ≡ 5
            \(5\) ≡ 5
            \[5\] ≡ 5
            `5` ≡ 5
            "5" ≡ 5
            5\% ≢ 5\$
            \text{5} ≡ 5
            \mathrm{5} ≡ 5
            \mbox{5 cm} ≡ 5 cm
            2\cdot 3 ≡ 6
            2 \times 3 ≡ 6
            2*3 ≡ 6
            2 \div 4 ≡ \frac12
            x\cdot y ≡ xy
            """,
        ["Names"] = """
            x=3, y=4 ≢ x=4, y=3
            x=3, y=4 ≡ y=4, x=3
            x=3 \text{ and } y=4 ≡ (3,4)
            x=3 \text{ and } y=4 ≢ (4,3)
            f(x)=x^2, g(x)=x^3 ≢ f(x)=x^3, g(x)=x^2
            f(x)=x^2, g(x)=x^3 ≡ g(x)=x^3, f(x)=x^2
            f(x)=2x ≢ g(x)=2x
            f(x)=2x ≡ f(t)=2t
            f(x)=2x ≡ 2x
            f(x)=2x ≢ f(x)=3x
            x=5 ≢ y=5
            x=5 ≡ 5
            a=1,b=2,c=3 ≢ a=1,b=3,c=2
            a=1,b=2,c=3 ≡ c=3,b=2,a=1
            a=1,b=2 ≢ a=1,b=2,c=3
            a=1 ≢ a=1,b=2
            \text{width}=3, \text{length}=5 ≢ \text{width}=5, \text{length}=3
            \text{width}=3, \text{length}=5 ≡ \text{length}=5, \text{width}=3
            p=5,q=2; p=7,q=2 ≢ p=2,q=5; p=2,q=7
            p=5,q=2; p=7,q=2 ≡ (5,2),(7,2)
            (a,b)=(2,3) ≢ (b,a)=(2,3)
            (a,b)=(2,3) ≡ b=3, a=2
            (m,n)=(3,5) ≡ (3,5)
            AB=3, BC=4 ≢ BC=3, AB=4
            x_1=2, x_2=3 ≡ x_2=3, x_1=2
            x_1=2, x_2=3 ≢ x_1=3, x_2=2
            x_1=2, x_2=3 ≡ 3, 2
            P(A)=1/2, P(B)=1/3 ≢ P(B)=1/2, P(A)=1/3
            \alpha=30^\circ, \beta=60^\circ ≢ \alpha=60^\circ, \beta=30^\circ
            x = 2 \text{ or } x = 3 ≡ x \in \{2,3\}
            x = 2 \text{ or } y = 3 ≢ x = 3 \text{ or } y = 2
            n=2,4 ≡ n \in \{4,2\}
            x=1,y=2,z=3 ≢ (1,3,2)
            x=1,y=2,z=3 ≡ (1,2,3)
            z=3,x=1,y=2 ≡ (1,2,3)
            \text{Therefore, } x=5 ≡ 5
            AB^T ≢ A^TB
            \overrightarrow{AB} ≢ \overrightarrow{BA}
            \angle ABC = 30^\circ ≡ 30^\circ
            \angle ABC = 30^\circ ≢ \angle ACB = 30^\circ
            \triangle ABC ≢ \triangle DEF
            AB \parallel CD ≢ AB \perp CD
            f(x) = x + 1 ≢ f(x) = x - 1
            f^{-1}(x) = x ≢ f(x) = x
            a_n = 2n+1 ≡ 2n+1
            a_n = 2n+1 ≢ a_n = 2n-1
            S_n = n^2 ≡ n^2
            (x+1)(x+2) = 0 ≡ x=-1,-2
            x = -1, -2 ≡ x=-2 \text{ or } x=-1
            a=b=5 ≢ a=5
            a=b=5 ≡ 5
            a=b=5 ≡ b=a=5
            a=b=5 ≢ a=b=6
            a=b=5 ≢ a=c=5
            S=\frac12 \cdot 4 \cdot 3 = 6 ≡ 6
            S=\frac12 \cdot 4 \cdot 3 = 6 ≡ S=6
            x=2,y=x+1 ≢ x=3,y=x+1
            x=1,y=2 ≢ x=2,y=1
            x=1,y=2 ≡ y=2,x=1
            x = 1 \text{ and } y = 2 ≡ (x,y)=(1,2)
            (x,y)=(2,1) ≢ (1,2)
            a=3, b=4 ≢ b=3, a=4
            a=3, b=4 ≡ a = 3 \text{ and } b = 4
            m = 5 ≡ 5
            m = 5 ≢ n = 5
            m=5, n=6 ≢ m=5
            m=5, n=6 ≢ m=5, n=7
            k=-2 ≡ -2
            k=-2 ≢ 2
            r = 3\sqrt2 ≡ 3\sqrt{2}
            S_{10} = 55 ≡ 55
            S_{10} = 55 ≢ S_{11} = 55
            a_5 = 16 ≡ a_{5} = 16
            f(3) = 10 ≡ 10
            f(3) = 10 ≢ f(2) = 10
            f^{-1}(3) = 10 ≢ f(3) = 10
            AB = 5 ≢ CD = 5
            AB = 5 ≢ AC = 5
            AB = 5 ≡ 5
            \text{Area} = 12 ≡ 12
            \text{Area} = 12 ≢ \text{Perimeter} = 12
            x_1 = 2, x_2 = 3 ≡ x = 2, 3
            A=(1,2), B=(3,4) ≢ A=(3,4), B=(1,2)
            p=2,q=3,r=5 ≡ r=5,q=3,p=2
            p=2,q=3,r=5 ≢ p=2,q=5,r=3
            \angle A = 30^\circ ≡ 30
            \angle A = 30^\circ ≢ \angle B = 30^\circ
            n = 5 \text{ or } n = 7 ≡ n = 5, 7
            n = 5 \text{ or } n = 7 ≢ n = 5
            f(3) = 10 ≢ 3
            f(3) = 10 ≢ f = 10
            x_1 = 2, x_2 = 3 ≢ x = 2, 4
            x_1 = 2, x_2 = 3 ≢ y = 2, 3
            x_1 = 2, x_2 = 3 ≢ x = 2
            two-thirds ≡ \frac23
            three quarters ≡ 0.75
            three quarters ≢ 3
            two thirds of 9 ≢ \frac23
            one half ≢ 1
            one fifth ≡ 0.2
            two fifth ≢ 0.4
            5 total ≡ 5
            5 (in all cases) ≢ 6
            \frac{1}{2} (in total) ≡ \frac12
            \sin A = \frac12 ≢ \cos A = \frac12
            \sin A = \frac35, \cos A = \frac45 ≢ \frac35
            \tan A = \frac34 ≢ 3, 4
            \cos 2\theta = \frac12 ≢ \cos\theta = \frac12
            P(A \cup B) = 0.7 ≢ P(A \cap B) = 0.7
            P(X=2) + P(X=3) = 0.5 ≢ P(X=2) = 0.5
            P(X=2) = 0.5, P(X=3)=0.2 ≢ 0.5
            P(X=2) = x ≢ \frac12
            E(X) = 5 ≢ V(X) = 5
            g(2) = 7 ≢ f(2) = 7
            f(1) = 2, f(2) = 3 ≢ 2
            x = 3, y = 3 ≢ 3
            x = y = 3 ≢ x = 3, y = 4
            y = 3 when x = 2 ≢ y = 3 when x = 1
            y = 3 when x = 2 ≢ 2
            k = 3 \ne 4 ≢ 4
            length = 5, width = 3 ≢ length = 3, width = 5
            a:b = 2:3 ≢ b:a = 2:3
            a:b = 2:3 ≡ 2:3
            a:b = 2:3 ≢ 3:2
            \tan A=\frac34 ≡ \frac34
            \tan A=\frac34 ≢ \frac43
            \tan A=\frac34 ≢ \sin A=\frac34
            \tan(A)=\frac34 ≡ \tan A = 0.75
            \tan\theta=\frac34 ≡ \frac34
            \sin^2 \alpha=\frac14 ≡ \frac14
            \cos(A+B)=\frac12 ≡ \frac12
            \frac34=\tan A ≡ \frac34
            2\tan A=\frac32 ≡ \tan A=\frac34
            2\tan A=\frac32 ≢ \frac34
            2\tan A=\frac32 ≢ \frac32
            \sin x=\frac12 ≢ \frac12
            \sin x=\frac12 ≢ x=\frac12
            \sin A=\frac12 ≢ 30^\circ
            \sin A=\frac12 ≢ A=30^\circ
            P(X=2)=0.5 ≡ \frac12
            P(X=2)=0.5 ≢ \frac13
            P(X=2)=0.5 ≢ P(X=3)=0.5
            P(X=2)=0.5 ≡ P(X = 2) = \frac{1}{2}
            P(X \ge 2)=\frac14+\frac14 ≡ 0.5
            P(X<1)=0.5 ≢ P(X\le 1)=0.5
            P(X=2)=0.5 ≢ 2
            P(X=2) ≢ P=2
            P(X=2) ≢ 2
            P(A)=0.5 ≡ 0.5
            """,
        ["NestedSets"] = """
            \{1,\{2,3\}\} ≢ \{1,2,3\}
            \{\{1\},2\} ≢ \{1,2\}
            \{1,\{2,3\}\} ≡ \{\{3,2\},1\}
            \{\{1,2\},\{3\}\} ≢ \{\{1\},\{2,3\}\}
            \{\emptyset\} ≢ \emptyset
            \{(1,2)\} ≢ \{1,2\}
            \{(1,2),(3,4)\} ≢ \{(1,2),(4,3)\}
            \{(1,2),(3,4)\} ≡ \{(3,4),(1,2)\}
            ((1,2),3) ≢ (1,2,3)
            (1,2),(3,4) ≢ (1,2,3,4)
            \{1,2\}, \{3\} ≢ \{1\}, \{2,3\}
            \{1,2\}, \{3\} ≡ \{3\}, \{2,1\}
            2 3 ≢ 6
            2 3 ≢ 23
            1 2 3 ≢ 123
            1, 2, 3 ≡ 3, 2, 1
            \{1,2,3\} ≢ \{1,1,2\}
            1, 2, 2 ≢ 1, 1, 3
            \{1,2,2\} ≡ \{1,1,2\}
            \{\{1\}\} ≢ \{1\}
            \{\{1\}\} ≢ 1
            \{5\} ≡ 5
            \{1,2\} \times \{3\} ≢ \{1,2,3\}
            \{1,2,3\} ≢ \{1,2,3,4\}
            \{1,1,2\} ≡ \{1,2\}
            \{1,\{2,3\}\} ≢ \{\{1,2\},3\}
            \{\{1\},\{2\}\} ≢ \{1,2\}
            \{\{1,2\},\{1,2\}\} ≡ \{\{2,1\}\}
            \{\} ≡ \emptyset
            \{(1,2),(2,1)\} ≡ \{(2,1),(1,2)\}
            \{(1,2)\} ≢ \{(2,1)\}
            \{0\} ≢ \emptyset
            \{a,b\} ≡ \{b,a\}
            \{a,b\} ≢ \{a\}
            (\{1,2\},3) ≢ (3,\{1,2\})
            (\{1,2\},3) ≡ (\{2,1\},3)
            """,
        ["Numbers"] = """
            4.7e5 ≡ 470000
            4.7e5 ≢ 4.7
            4.7e5 ≢ 4.7e4
            1.5e-3 ≡ 0.0015
            3 \times 10^4 ≡ 30000
            3 \times 10^4 ≢ 3 \times 10^5
            0.\overline{3} ≡ 1/3
            0.\overline{3} ≢ 0.3
            0.\overline{3} ≢ 0.33
            0.\overline{142857} ≡ 1/7
            0.1\overline{6} ≡ 1/6
            0.\overline{9} ≡ 1
            0.333... ≡ \frac13
            0.333... ≢ 0.333
            0.(3) ≡ 1/3
            1.2\overline{34} ≡ \frac{611}{495}
            0.1234... ≢ 0.1234
            3.\bar{6} ≡ \frac{11}{3}
            ½ ≡ 0.5
            2½ ≡ 2.5
            2½ ≢ 1
            ¾ ≡ 75/100
            3 \over 4 ≡ 0.75
            {1 \over 2}x ≡ x/2
            10³ ≡ 1000
            10³ ≢ 103
            １／２ ≡ 1/2
            ３．５ ≡ 3.5
            123_4 ≡ 123_{4}
            123_4 ≢ 123
            123_4 ≢ 123_5
            123_{\text{four}} ≡ 123_4
            123_4 ≢ 27
            1011_2 ≡ 1011_{\text{two}}
            3:45 PM ≡ 3:45 p.m.
            3:45 PM ≢ 3:45 AM
            15:45 ≡ 3:45 PM
            3:45 ≢ 3:54
            12:00 AM ≢ 12:00 PM
            2:4 ≡ 1:2
            10:15 ≡ 2:3
            2:3 ≢ 3:2
            2:30 ≢ 1:15
            1:2:3 ≡ 2:4:6
            1:2:3 ≢ 1:2:4
            \frac12:\frac13 ≡ 3:2
            3:4 ≢ 3/4
            1,234,567 ≡ 1234567
            1,234 ≢ 1.234
            1,23 ≢ 123
            -3 ≡ −3
            1\frac{1}{2} ≡ \frac{3}{2}
            1\frac{1}{2} ≢ \frac{1}{2}
            -1\frac12 ≡ -1.5
            -1\frac12 ≢ -0.5
            1/2 ≡ 2/4
            1/2 ≢ 1/3
            2^{10} ≡ 1024
            0.1 ≢ 0.10001
            0.50 ≡ 1/2
            \sqrt{4} ≡ 2
            1000000000000000000000001 ≢ 1000000000000000000000000
            \sqrt{2} ≢ 1.41421356237309504880
            \pi ≢ 3.14159265358979
            e^{-100} ≢ 0
            10^{-40} ≢ 0
            1+10^{-40} ≢ 1
            \sqrt{2}+10^{-40} ≢ \sqrt{2}
            \frac{1}{3} ≢ 0.3333333333
            125\% ≢ 1.2
            125\% ≡ 1.25
            2.54 \text{ cm} ≡ 1 \text{ inch}
            3.5 L ≡ 3500 mL
            \$1.50 ≡ 150 cents
            \$1.50 ≢ 150
            \$ 12.50 ≡ 12.50 dollars
            5 in base 7 ≢ 5
            5 base 7 ≢ 5
            1, 2, 3, \ldots ≢ 1, 2, 3
            1, 2, \ldots, 10 ≢ 1, 2, 10
            1,2,\dots,10 ≡ 1, 2, \ldots, 10
            1, 3, \ldots, 9 ≢ 1, 2, \ldots, 9
            2, 1, \ldots ≢ 1, 2, \ldots
            1+2+\cdots+n ≢ 1+2+n
            1+2+\cdots+n ≡ 1+2+\ldots+n
            5.0 ≡ 5
            5.00001 ≢ 5
            100 ≡ 1.00 \times 10^2
            .75 ≡ \frac{3}{4}
            75 ≢ .75
            0.75 ≡ 75\%
            4:1 ≢ 1:4
            1 : 4 ≡ 2:8
            1/3 \approx 0.333 ≡ 1/3
            1/3 \approx 0.333 ≢ 0.333
            4153 (base 6) ≡ 4153_6
            4153 \text{ base } 6 ≡ 4153_6
            (4153)_6 ≡ 4153_6
            4153_{\text{base }6} ≡ 4153_6
            4153 (base 6) ≢ 4153_7
            4153 (base 6) ≢ 4153
            \approx 8.2 ≡ 8.2
            zero ≡ 0
            15\frac12 ≡ 15.5
            6 inches ≡ 0.5 feet
            5e-3 ≡ 0.005
            5e-3 ≢ 5
            -½ ≡ -0.5
            0.\dot{3} ≡ \frac13
            0.3\overline{3} ≢ 0.3
            0.3\overline{3} ≡ \frac13
            0.12\overline{3} ≢ 0.123
            0.12\overline{3} ≡ \frac{37}{300}
            0.666 ≢ 2/3
            0.667 ≢ 2/3
            0.6666666666666666 ≢ 2/3
            0.1212... ≡ \frac{4}{33}
            1.414... ≢ \sqrt2
            3.14159... ≢ \pi
            12 \frac{3}{4} ≡ 12.75
            12 \frac{3}{4} ≢ 9
            6 1/2 ≡ 6.5
            1.5 \times 10^{-2} ≡ 0.015
            10^{100} ≡ 1 \times 10^{100}
            10^{100} ≢ 10^{101}
            2^{100} ≢ 2^{100}+1
            100 \text{ million} ≡ 10^8
            2 billion ≡ 2000 million
            2 billion ≢ 2 million
            three ≡ 3
            thirty ≢ 13
            thirteen ≢ 30
            1 : 2 ≢ 2
            1 : 2 ≢ 0.5
            12:05 ≢ 12:50
            9:00 AM ≢ 9:00 PM
            9 AM ≡ 9:00 a.m.
            21:00 ≡ 9 PM
            21:00 ≢ 9 AM
            2:30 ≢ 2.3
            1:30 ≢ 1.5
            4.7e-5 ≡ 0.000047
            4.7E5 ≡ 4.7 \times 10^5
            4.7 \times 10^5 ≢ 4.7 \times 10^6
            0.\overline{6} ≡ \frac23
            0.\overline{6} ≢ 0.6
            0.\overline{6} ≢ 0.66
            0.1\overline{6} ≡ \frac16
            0.666... ≡ \frac23
            0.6 ≢ \frac23
            1½ ≡ \frac32
            1½ ≢ \frac12
            ¾ ≡ 0.75
            x² ≡ x^2
            x² ≢ x2
            10⁻³ ≡ 0.001
            １２３ ≡ 123
            １２３ ≢ 132
            1,234 ≡ 1234
            1{,}234 ≡ 1234
            12,34 ≢ 1234
            1 234 567 ≡ 1234567
            101_2 ≢ 101
            101_2 ≡ 101_{2}
            101_2 ≡ 101_{\text{two}}
            1A_{16} ≢ 26_{8}
            3:4 ≡ 6:8
            3:4 ≢ 4:3
            3:4 ≢ \frac34
            3 : 4 : 5 ≡ 6:8:10
            3 : 4 : 5 ≢ 3:5:4
            3:30 ≢ 3.5
            3:30 \text{ PM} ≡ 15:30
            3:30 \text{ PM} ≢ 3:30 \text{ AM}
            2\frac{1}{3} ≡ \frac73
            2\frac{1}{3} ≢ \frac23
            2 1/3 ≡ \frac73
            -2\frac13 ≡ -\frac73
            -2\frac13 ≢ -\frac53
            \frac{-1}{2} ≡ -\frac{1}{2}
            \frac{1}{-2} ≡ -0.5
            --5 ≡ 5
            -(-5) ≡ 5
            +5 ≡ 5
            007 ≡ 7
            5. ≡ 5
            .5 ≡ 0.5
            3.14 ≢ \pi
            3.14159265358979 ≢ \pi
            \sqrt{16} ≡ 4
            \sqrt{16} ≢ -4
            \sqrt[3]{27} ≡ 3
            2^{-1} ≡ \frac12
            \pm 3 ≡ 3, -3
            \pm 3 ≢ 3
            2\pm\sqrt3 ≡ 2+\sqrt3, 2-\sqrt3
            2\pm\sqrt3 ≢ 2+\sqrt3
            \mp 3 ≡ \pm 3
            1/0 ≢ 0
            \frac{0}{5} ≡ 0
            +\infty ≡ \infty
            3+4i ≡ 4i+3
            3+4i ≢ 3-4i
            3+4i ≢ 4+3i
            \frac{1}{i} ≡ -i
            |3+4i| ≡ 5
            e^{i\pi} ≡ -1
            2i ≢ 2
            \overline{3+4i} ≢ 3+4i
            1.234.567 ≢ 1.234567
            0,5 ≢ 5
            1e3 ≢ e^3
            1e3 ≡ 10^3
            2e ≢ 2
            2e ≡ 2\cdot e
            1,2,3 ≢ 123
            1, 234 ≢ 1234
            (1,234) ≢ 1234
            1{,}000{,}000 ≡ 10^6
            10^{-3} ≢ -10^3
            2^3^2 ≢ 64
            -2^2 ≢ 4
            -2^2 ≡ -4
            (-2)^2 ≡ 4
            \frac{1}{2}x ≢ \frac{1}{2x}
            1/2x ≡ \frac{x}{2}
            1/2x ≢ \frac{1}{2}
            \frac{a}{b}/c ≡ \frac{a}{bc}
            a/b/c ≢ \frac{ac}{b}
            \sqrt{4+5} ≢ \sqrt4+5
            \sqrt{-4} ≡ 2i
            \sqrt{-4} ≢ 2
            \sqrt{-4} ≢ -2
            0.333 ≢ \frac13
            0.3333333333 ≢ \frac13
            1.41421356 ≢ \sqrt2
            2.718281828459045 ≢ e
            \frac{22}{7} ≢ \pi
            3.999\ldots ≡ 4
            3.1415... ≢ 3.1415
            \approx 3.14 ≢ \pi
            x ≈ 3 ≢ 4
            5\frac{5}{3} ≢ \frac{20}{3}
            1\frac{2}{4} ≡ 1.5
            0b101 ≢ 101
            12_{10} ≢ 12_{8}
            １／２ ≡ \frac12
            5′ ≢ 5
            5″ ≢ 5
            ⅔ ≡ \frac23
            x₁ ≡ x_1
            x₁ ≢ x_2
            −5 ≡ -5
            5×10³ ≡ 5000
            5·10³ ≡ 5000
            8:00 ≢ 8
            8:00 a.m. ≡ 8 AM
            8:00 a.m. ≢ 8:00 p.m.
            2:30 ≢ 2:3
            """,
        ["Points"] = """
            x=3,y=-1 ≡ (3,-1)
            (3,-1) ≢ (-1,3)
            (3,-1) ≢ 3,-1
            (x,y)=(3,-1) ≡ (3,-1)
            (3,4),(5,6) ≡ (5,6),(3,4)
            (3,4),(5,6) ≢ (4,3),(6,5)
            (1,2,3) ≢ (1,2)
            \langle 1,2\rangle ≡ (1,2)
            \left(\frac{6}{4},2\right) ≡ (1.5,2)
            (x+1)^2 ≡ x^2+2x+1
            (x+1)^2 ≢ x^2+1
            (-1)^n ≢ (-1)^{n+1}
            (-1)^n ≡ (-1)^{n+2}
            (1,4) ≡ (1, 4)
            (1,1,2) ≢ (1,2)
            A(1,2) ≡ (1,2)
            A(1,2) ≢ B(1,2)
            A(1,2) ≢ (2,1)
            (1,2) ≢ 1:2
            (1,2) ≢ (-1,-2)
            (1,2) ≡ (1,2).
            P = (1,2) ≡ P(1,2)
            P = (1,2) ≢ Q(1,2)
            (1,2) ≢ [1,2)
            (r,\theta)=(2,\frac{\pi}{3}) ≡ (2,\frac{\pi}{3})
            (2,\frac{\pi}{3}) ≢ (2,60)
            (0,0) ≡ (0, 0.0)
            (1, 2), (3, 4) ≢ (1,2)
            (1, 2) \text{ and } (3, 4) ≢ (1, 4) \text{ and } (3, 2)
            (1,2) ≡ (1.0, \frac{4}{2})
            (1,2) ≢ (1,2,3)
            (1,2) ≢ 1,2
            P(1,2) ≡ (1,2)
            (1,2), (3,4) ≡ (3,4), (1,2)
            (1,2), (3,4) ≢ (1,4), (3,2)
            (1;2) ≡ (1,2)
            \left(\frac12,-3\right) ≡ (0.5,-3)
            \left(\frac12,-3\right) ≢ (0.5,3)
            \langle 1,2 \rangle ≢ \langle 2,1 \rangle
            (x,y) ≢ (y,x)
            """,
        ["Qualifiers"] = """
            2k\pi, k \in \mathbb{Z} ≡ 2k\pi
            x=2k\pi \text{ for any integer } k ≡ x = 2k\pi
            x=2k\pi \text{ where } k \text{ is an integer} ≡ x = 2k\pi, k\in\mathbb{Z}
            2k\pi, k \in \mathbb{Z} ≢ 2k\pi, k \in \mathbb{R}
            2k\pi, k \in \mathbb{Z} ≢ k\pi, k \in \mathbb{Z}
            2x+1 for all real x ≡ 2x+1
            f(x)=2x+1 \text{ for all real } x ≡ f(x)=2x+1
            2x \text{ for } x > 0 ≢ 2x
            1/x \text{ if } x \ne 0 ≢ 1/x
            (2t,-t,t) for all real t ≡ (2t,-t,t)
            n^2 \text{ for all positive integers } n ≡ n^2
            x = k\pi \quad (k \in \mathbb{Z}) ≡ k\pi
            3k+1, k \in \mathbb{Z} ≡ 3k+1 \text{ for some integer } k
            3k+1, k \in \mathbb{Z} ≢ 3k+1, k \in \mathbb{N}
            a_n=2n \text{ for all } n ≡ a_n=2n
            f(x)=x \text{ for all } x \in \mathbb{R} ≡ f(x)=x
            f(x)=x \text{ for } x \ge 0 ≢ f(x)=x
            f(x)=x \text{ when } x>0 ≢ x
            2n \text{ for even } n ≢ 2n
            x = k\pi, k \text{ odd} ≢ x = k\pi
            5 for all x ≡ 5
            x = 2k\pi, k \in \mathbb{Z} ≡ 2k\pi
            x = 2k\pi, k \in \mathbb{Z} ≢ x = k\pi, k \in \mathbb{Z}
            x = 2k\pi, k \in \mathbb{Z} ≢ x = 2k\pi, k \in \mathbb{N}
            x > 2, x \in \mathbb{Z} ≢ x > 2
            n = 3 \text{ where } n \text{ is a positive integer} ≡ 3
            (5, \text{ where } x > 0) ≢ 6
            x^2 \text{ if } x > 0 ≢ x^2
            x^2 \text{ if } x > 0 ≢ x^2 \text{ if } x < 0
            f(x) = x \text{ for } x > 0, -x \text{ for } x < 0 ≢ x
            5 (in total) ≡ 5
            5 in total ≡ 5
            5 altogether ≡ 5
            5 approximately ≢ 5
            5 (approximately) ≢ 5
            5 per day ≢ 5 per week
            5 each ≢ 6 each
            """,
        ["Sets"] = """
            \{1\pm\sqrt5,-2\} ≡ \{1+\sqrt5,1-\sqrt5,-2\}
            \{1\pm\sqrt5,-2\} ≢ \{1+\sqrt5,-2\}
            \{\pm 1\} ≡ \{1,-1\}
            (\pm 1, 2) ≢ (1,2)
            \{\sqrt{2},\pm 1\} ≢ \{\sqrt{2},1\}
            x>2 ≡ (2,\infty)
            x>2 ≢ [2,\infty)
            x\ge 2 ≡ [2,\infty)
            x>2 ≢ x<2
            x>2 ≢ 2
            2<x ≡ x>2
            2<x<5 ≡ (2,5)
            2<x<5 ≢ [2,5]
            5>x>2 ≡ (2,5)
            |x|<3 ≡ -3<x<3
            |x|<3 ≢ x<3
            |x|>3 ≡ x<-3 \text{ or } x>3
            |x|\ge 3 ≡ (-\infty,-3]\cup[3,\infty)
            |x-1|\le 2 ≡ [-1,3]
            |x-1|\le 2 ≢ [-2,2]
            x^2<4 ≡ (-2,2)
            x^2<4 ≢ (-\infty,2)
            x^2\ge 4 ≡ x\le -2 \text{ or } x\ge 2
            \{x \mid 2<x\le 5\} ≡ (2,5]
            \{x \in \mathbb{R} \mid x\ne 1\} ≡ (-\infty,1)\cup(1,\infty)
            \{x \in \mathbb{Z} \mid 1<x<4\} ≢ (1,4)
            \{x \in \mathbb{Z} \mid 1<x<4\} ≡ \{2,3\}
            x \ne 3 ≡ \mathbb{R} \setminus \{3\}
            x \ne 3 ≢ x = 3
            x \ne 3 ≢ 3
            x \neq 1, 2 ≡ \mathbb{R}\setminus\{1,2\}
            ]1,4] ≡ (1,4]
            ]1,4] ≢ [1,4]
            [1,4[ ≡ [1,4)
            ]-\infty,2[ \cup ]3,\infty[ ≡ (-\infty,2)\cup(3,\infty)
            [0,1]\cup[1,2] ≡ [0,2]
            [0,1)\cup(1,2] ≢ [0,2]
            (0,2)\cup(1,3) ≡ (0,3)
            [0,2]\cap[1,3] ≡ [1,2]
            [0,3]\setminus[1,2] ≡ [0,1)\cup(2,3]
            [0,3]\setminus[1,2] ≢ [0,1]\cup[2,3]
            (2,\infty)\cup(-\infty,1) ≡ (-\infty,1)\cup(2,\infty)
            (1,2) ≢ (2,1)
            (1,2) ≢ \{1,2\}
            [1,2] ≢ \{1,2\}
            \mathbb{R} ≡ (-\infty,\infty)
            \text{all real numbers} ≡ \mathbb{R}
            \mathbb{R} ≢ \mathbb{Z}
            \mathbb{R} ≢ \emptyset
            \text{no solution} ≡ \emptyset
            \text{no solution} ≢ 0
            \text{no solution} ≢ \text{no real solution}
            \{\} ≡ \varnothing
            \emptyset ≢ 0
            \emptyset ≢ \{0\}
            x \in (0,1) ≡ 0<x<1
            x \notin (0,1) ≢ x \in (0,1)
            x<3 \text{ and } x>1 ≡ (1,3)
            x<3 \text{ or } x>1 ≢ (1,3)
            x<1 \text{ or } x>3 ≡ (-\infty,1)\cup(3,\infty)
            x<1 \text{ and } x>3 ≢ (-\infty,1)\cup(3,\infty)
            x>0, x\ne 2 ≡ (0,2)\cup(2,\infty)
            (-\infty,3) ≢ (3,\infty)
            (-\infty,3) ≢ (-\infty,3]
            \left(-\frac12,\frac12\right) ≡ (-0.5,0.5)
            -1<x\text{ and }x<1 ≡ |x|<1
            x>y ≢ y>x
            x>y ≡ y<x
            2x+3y<6 ≡ y<2-\frac{2x}{3}
            2x+3y<6 ≢ y>2-\frac{2x}{3}
            x<a ≢ x<b
            (-\infty, -2) \cup (2, +\infty) ≡ |x| > 2
            x \not= 5 ≢ x=5
            x \not= 5 ≡ x \ne 5
            x \not\in (1,2) ≢ x \in (1,2)
            \neg A ≢ A
            \infty ≡ +\infty
            \infty ≢ -\infty
            [1,4] ≡ [1,4.0]
            \left[0,\frac{\pi}{2}\right) ≡ [0,\pi/2)
            \left[0,\frac{\pi}{2}\right) ≢ [0,\pi)
            x \leq 3 ≡ (-\infty, 3]
            -x \geq -3 ≡ x \leq 3
            3 \geq x ≡ x \le 3
            0 \leq x \leq 1 ≡ [0,1]
            x \in [0,1] ≡ 0\le x\le 1
            x \in [0,1] ≢ x\in(0,1)
            a > 2 ≡ (2,\infty)
            a > 2 ≢ b > 2
            k > 4 \text{ or } k < -4 ≡ |k|>4
            k > 4 \text{ or } k < -4 ≢ |k|<4
            \{x: x \geq 0\} ≡ [0,\infty)
            \{x \mid x \neq 0\} ≡ x \neq 0
            \mathbb{R} \backslash \{0\} ≡ (-\infty,0)\cup(0,\infty)
            \mathbb{R} \backslash \{0\} ≢ \mathbb{R}
            \mathbb{Q} ≢ \mathbb{R}
            \mathbb{R}^2 ≢ \mathbb{R}
            \mathbb{R}^+ ≢ \mathbb{R}
            A \cup B ≢ A \cap B
            A \cup B ≡ B \cup A
            A \setminus B ≢ B \setminus A
            \{1,2\} \cup \{3\} ≡ \{1,2,3\}
            \{1,2,3\} \cap \{2,3,4\} ≡ \{2,3\}
            \sqrt[3]{27} ≡ ∛27
            \{(2t,t) \mid t \in \mathbb{R}\} ≡ (2t,t)
            \{(2t,t) \mid t \in \mathbb{R}\} ≢ (2t,-t)
            ]2,3[ ≢ x=2, y=3
            ]2,3[ ≡ 2<x<3
            ]2,3[ ≢ [2,3]
            [1,2] ≢ \begin{pmatrix}1&2\end{pmatrix}
            5 \frac{1}{2} \text{ cups} ≡ 5.5
            \frac{1}{2} \text{ cup} ≡ 0.5
            \frac{1}{2} \text{ cup} ≢ \frac{1}{2} \text{ pint}
            \text{all real numbers except } 3 ≡ (-\infty,3)\cup(3,\infty)
            \text{all real numbers except } x=3 ≡ x \ne 3
            \text{all real numbers except } 3 ≢ 3
            \text{all real numbers except } 3 ≢ \mathbb{R}
            \text{All reals except 1 and 2} ≡ x \ne 1, 2
            \mathbb{R} - \{3\} ≡ x \ne 3
            \mathbb{R} - \{3\} ≢ \mathbb{R} - \{4\}
            1 \le x \le 3, x \in \mathbb{Z} ≢ [1,3]
            1 \le x \le 3, x \in \mathbb{Z} ≡ \{1,2,3\}
            1 \le x \le 3, x \in \mathbb{R} ≡ [1,3]
            x>0, x \in \mathbb{Z} ≢ x>0
            x>y, x \in \mathbb{Z} ≢ x>y
            \text{all positive real numbers} ≡ (0,\infty)
            \text{all positive real numbers} ≢ [0,\infty)
            x \in \mathbb{R}, x \ne 2 ≡ (-\infty,2)\cup(2,\infty)
            (1,3)\setminus\{2\} ≡ (1,2)\cup(2,3)
            (1,3)\setminus\{2\} ≢ (1,3)
            \{2\}\cup(3,4) ≡ (3,4)\cup\{2\}
            -2<x<2 \text{ or } x>5 ≡ (-2,2)\cup(5,\infty)
            -2<x<2 \text{ or } x>5 ≢ (-2,2)
            2x-1>5 ≡ x>3
            2x-1>5 ≢ x<3
            3-x>1 ≡ x<2
            x^2-5x+6<0 ≡ (2,3)
            x^2-5x+6<0 ≢ [2,3]
            x^2+1>0 ≡ \mathbb{R}
            x^2<0 ≡ \emptyset
            [\sqrt2,\sqrt3] ≡ [2^{1/2},3^{1/2}]
            (\sqrt2, \infty) ≡ x>\sqrt2
            (\sqrt2, \infty) ≢ x>1.414
            (0,1)\cup(1,2)\cup(2,3) ≡ (2,3)\cup(0,1)\cup(1,2)
            (-\infty,0]\cup[0,\infty) ≡ \mathbb{R}
            (-\infty,0)\cup(0,\infty) ≢ \mathbb{R}
            [1, 2] ≢ (1, 2)
            [1, 2] ≢ [1, 2)
            [1,2) ≡ \left[1,2\right)
            1 \le x < 2 ≡ [1,2)
            1 \le x < 2 ≢ (1,2]
            2 > x \ge 1 ≡ [1,2)
            x \in [1,2) ≡ 1 \leq x < 2
            x < 3 ≡ (-\infty, 3)
            x < 3 ≢ x \le 3
            x < 3 ≢ x > 3
            3 > x ≡ x < 3
            x < 3 ≡ -x > -3
            (-\infty, 0) \cup (0, \infty) ≡ x \ne 0
            (-\infty, 0) \cup (0, \infty) ≡ \mathbb{R} \setminus \{0\}
            (-\infty, 0) \cup (0, \infty) ≢ \mathbb{R}
            \mathbb{N} ≢ \mathbb{Z}
            (0,\infty) ≡ x > 0
            [0,\infty) ≢ x > 0
            (1,3) \cup (2,4) ≡ (1,4)
            (1,2) \cup (2,3) ≢ (1,3)
            (1,2] \cup [2,3) ≡ (1,3)
            (1,3) \cap (2,4) ≡ (2,3)
            x<1 \text{ or } x>2 ≡ (-\infty,1)\cup(2,\infty)
            x<1 \text{ and } x>2 ≢ (-\infty,1)\cup(2,\infty)
            ]1,2[ ≡ (1,2)
            ]1,2[ ≢ [1,2]
            \{x : x > 2\} ≡ (2,\infty)
            \{x \mid x > 2\} ≢ [2,\infty)
            |x| < 2 ≡ (-2,2)
            |x| < 2 ≢ [-2,2]
            |x| > 2 ≡ x < -2 \text{ or } x > 2
            -2 < x < 2 ≡ |x| < 2
            x \ge 5 ≢ 5
            x > 5 ≢ x > 6
            1<x<2<3 ≢ 2
            \{1,2,\ldots,10\} ≢ \{1,2,10\}
            \{1,2,3,\ldots\} ≢ \{1,2,3\}
            all real numbers ≡ \mathbb{R}
            no solution ≡ \emptyset
            no real solutions ≢ 0
            (1,2) \cup \{3\} ≢ (1,3)
            [1,3] \setminus \{2\} ≡ [1,2) \cup (2,3]
            [1,3] \setminus \{2\} ≢ [1,3]
            x \ge 1, x \ne 2 ≡ [1,2)\cup(2,\infty)
            x \ge 1 \text{ and } x \ne 2 ≢ x \ge 1
            x \le 1 \text{ or } x \ge 2 ≢ 1 \le x \le 2
            1 < x ≤ 2 ≡ (1,2]
            1 < x, x ≤ 2 ≡ (1,2]
            (2,1) ≢ \{1,2\}
            (2,2) ≢ \{2\}
            \{x \in \mathbb{Z} : x > 2\} ≢ (2,\infty)
            \{2k : k \in \mathbb{Z}\} ≢ \{2k+1 : k \in \mathbb{Z}\}
            \mathbb{R} - \{0\} ≢ \{0\}
            x \in \mathbb{R} ≡ \mathbb{R}
            x \notin \{1\} ≡ x \ne 1
            x \notin \{1\} ≢ x = 1
            a<b<c ≢ c<b<a
            a<b<c ≡ c>b>a
            a<b<c ≢ a<c<b
            a<b ≢ a\le b
            x^2>4 ≢ (2,\infty)
            \{-1,0,1\} ≡ \{0,\pm1\}
            \{1,2,3,...,n\} ≢ \{1,2,3,n\}
            """,
        ["TextAroundMathematics"] = """
            3 and $4$ ≢ 4
            3 and $4$ ≡ 3, 4
            $3$ and $4$ ≡ 4, 3
            $3$ or $4$ ≢ $3$
            The values are $3$ and $4$ ≡ 3, 4
            $x=2$ only if $y=3$ ≢ 2
            $2$ but not $3$ ≢ 2
            $5$ times $3$ ≢ 5
            $5$ times $3$ ≡ 15
            either $5$ or $6$ ≢ 6
            neither $5$ nor $6$ ≢ 6
            half of $10$ ≢ 10
            $10$ cm ≡ 10 cm
            $10$ cm ≢ 10 m
            The value is $5$ ≡ 5
            The value is $5$. ≡ 5
            The value is not $5$. ≢ 5
            There are $5$ ways. ≡ 5
            There are $5$ ways and $6$ more. ≢ 5
            $x=5$ and $y=6$ ≡ x=5, y=6
            $x=5$ and $y=6$ ≢ x=6, y=5
            less than $5$ ≢ 5
            $5$ or more ≢ 5
            $5$ or $6$ ≡ 5, 6
            $5$ or $6$ ≢ 5
            $A$ ≡ \text{A}
            Either $5$ or $-5$ ≢ 5
            $2$ times $3$ ≡ 6
            If $x>0$ then $5$ ≢ 5
            $5$ if $x>0$ ≢ 5
            $-5$ ≢ - $6$
            $\sqrt{2}$ approximately ≢ 2
            """,
        ["Units"] = """
            5 kg ≢ 5 lb
            5 kg ≡ 5000 g
            5 kg ≡ 5
            5 kg ≢ 5000
            2 hours ≡ 120 minutes
            2 hours ≡ 7200 s
            2 hours ≢ 120
            2 hours 30 minutes ≡ 2.5 hours
            2 hours and 30 minutes ≡ 150 \text{ min}
            2 hours 30 minutes ≢ 2.3 hours
            320 \text{ cm} ≡ 3.2 \text{ m}
            320 \text{ cm} ≢ 3.2 \text{ cm}
            1 \text{ m}^2 ≡ 10000 \text{ cm}^2
            1 \text{ m}^2 ≢ 100 \text{ cm}^2
            5 m ≢ 5 m^2
            36 km/h ≡ 10 m/s
            60 \text{ mph} ≡ 60 \text{ miles per hour}
            60 \text{ mph} ≡ 88 \text{ ft/s}
            60 mph ≢ 60 kph
            \$5.00 ≡ 5 \text{ dollars}
            \$5 ≡ 500 \text{ cents}
            \$5 ≢ €5
            €5 ≢ £5
            5 \text{ dollars} ≢ 5 \text{ euros}
            5 yuan ≢ 5 yen
            5元 ≡ 5 yuan
            5元 ≢ 5角
            50角 ≡ 5元
            12 inches ≡ 1 foot
            3 feet ≡ 1 yard
            3 feet ≢ 1 meter
            6 ft 2 in ≡ 74 inches
            6 ft 2 in ≢ 6.2 ft
            1000 mL ≡ 1 L
            1 L ≡ 1000 cm^3
            3 weeks ≡ 21 days
            3 weeks ≢ 3 months
            3 years ≢ 3 months
            2 years ≡ 24 months
            30\% ≡ 30
            30\% ≡ 0.3
            30\% ≢ 3
            30\% ≢ 0.03
            30 ≢ 0.3
            0.3\% ≢ 30\%
            45^\circ ≡ 45
            180^\circ ≡ \pi
            180^\circ ≢ 2\pi
            180^\circ ≡ \pi \text{ radians}
            45^\circ ≢ 45\%
            90^\circ ≢ 90 \text{ rad}
            14 \text{ square units} ≡ 14 \text{ units}^2
            14 \text{ square units} ≢ 14 \text{ units}
            14 \text{ sq. cm} ≡ 14 \text{ cm}^2
            14 square centimeters ≡ 14 cm^2
            20 \text{ cubic meters} ≡ 20 m^3
            20 m^3 ≢ 20 m^2
            5 cm ≡ 5 [cm]
            5 (cm) ≡ 5 \text{ cm}
            7 apples ≡ 7
            7 apples ≢ 7 oranges
            7 apples ≡ 7 (apples)
            7 apples ≢ 8 apples
            7 apples ≢ 7 kg
            12 people ≡ 12
            1 apple ≡ 1
            5 pairs ≢ 5 \text{ dozen}
            5 dozen ≡ 60
            5 dozen ≢ 5
            100^\circ C ≡ 100
            100^\circ C ≢ 100^\circ F
            20 \text{ m/s} ≡ 20 \text{ m s}^{-1}
            20 \text{ m/s} ≢ 20 \text{ m/s}^2
            9.8 m/s^2 ≡ 9.8
            12平方厘米 ≡ 12 cm^2
            12平方厘米 ≢ 12厘米
            3小时 ≡ 180分钟
            5个 ≡ 5
            5万 ≢ 5
            5万 ≡ 50000
            5以上 ≢ 5
            第5 ≢ 5
            5倍 ≢ 5个
            15 \text{ min}, 20 \text{ min} ≡ 15, 20 \text{ min}
            (3\text{ cm}, 4\text{ cm}) ≡ (3,4)
            (3\text{ cm}, 4\text{ cm}) ≢ (3\text{ cm}, 4\text{ m})
            5 m^2 ≡ 5 \text{ square meters}
            5 \text{ square meters} ≡ 5\text{ m}^{2}
            5 \text{ meters per second} ≢ 5 \text{ meters}
            2 \text{ m} ≢ 2n
            60^\circ \text{ and } 120^\circ ≡ 60, 120
            60^\circ \text{ and } 120^\circ ≢ 60^\circ
            50^\circ+40^\circ ≡ 90^\circ
            \frac{\pi}{2} \text{ radians} ≡ 90^\circ
            \frac{\pi}{2} ≢ 90
            10\%, 20\% ≡ 10, 20
            25 \text{ percent} ≡ 25\%
            25 \text{ percent} ≡ \frac14
            5\% ≢ 5^\circ
            $12$ inches ≡ $1$ foot
            1 mile ≡ 5280 feet
            1 mile ≢ 1 km
            10 \text{ units}^2 ≢ 10 \text{ cm}^2
            4 quarts ≡ 1 gallon
            5 pounds ≢ £5
            100 \text{ cents} ≡ \$1
            -\$5 ≡ -5
            -\$5 ≢ 5
            -\$5 ≢ \$5
            12 red marbles ≡ 12
            4 different ways ≡ 4 ways
            4 ways ≢ 4 days
            12 students ≢ 12 teachers
            12 students ≡ 12
            5 times ≢ 5
            5 thirds ≢ 5
            5 tens ≢ 5
            5 halves ≢ 5
            5 solutions ≡ 5
            5 or 6 solutions ≢ 5
            5 hours ago ≢ 5
            5 years old ≡ 5 years
            1/4 ≡ 25\%
            \$5 per hour ≡ \$5/\text{hour}
            \$5 per hour ≡ 5
            \$5 per hour ≢ \$5 per day
            \$5 per hour ≢ \$5
            12 dollars per hour ≡ \$12/hour
            \$3 per ticket ≡ 3
            \$3 per ticket ≢ \$3 per person
            10 miles per gallon ≡ 10
            1 month ≢ 30 days
            1 year ≡ 12 months
            1 year ≢ 365 days
            1 day ≡ 24 hours
            60 s ≢ 60 min
            5 dozen eggs ≡ 60 eggs
            3 \times 10^3 \text{ m} ≡ 3 \text{ km}
            3 \times 10^3 \text{ m} ≢ 3 \text{ m}
            1½ hours ≡ 90 minutes
            1/2 hour ≡ 30 minutes
            0.25 \text{ kg} ≡ 250 \text{ g}
            0.25 \text{ kg} ≢ 25 \text{ g}
            5 \text{ cm}^3 ≢ 5 \text{ cm}^2
            1000 \text{ cm}^3 ≡ 1 \text{ L}
            5 \text{ kilometers per hour} ≡ 5 \text{ km/h}
            10 \text{ N} ≢ 10 \text{ J}
            4 \text{ seconds} ≢ 4 \text{ minutes}
            90 \text{ min} ≡ 1.5 \text{ h}
            arcsin(1/2) ≡ 30^\circ
            5 \text{ cm} ≡ 5
            5 \text{ cm} ≢ 5 \text{ m}
            5 \text{ cm} ≡ 50 \text{ mm}
            5 \text{ cm} ≢ 50 \text{ cm}
            2.5 \text{ km} ≡ 2500 \text{ m}
            1.5 \text{ hours} ≡ 90 \text{ minutes}
            1.5 \text{ hours} ≢ 90 \text{ seconds}
            90 \text{ minutes} ≢ 1.5
            36 \mathrm{~km}/\mathrm{hr} ≡ 10 \text{ m/s}
            36 \mathrm{~km}/\mathrm{h} ≢ 36 \text{ m/s}
            36 \mathrm{~km}/\mathrm{h} ≡ 36
            3 \text{ m}^2 ≡ 30000 \text{ cm}^2
            3 \text{ m}^2 ≢ 300 \text{ cm}^2
            3 \text{ m}^2 ≢ 3 \text{ m}
            3 m^3 ≡ 3 \text{ cubic meters}
            2 \text{ L} ≡ 2000 \text{ mL}
            2 \text{ L} ≡ 2000 \text{ cm}^3
            2 \text{ kg} ≡ 2000 \text{ g}
            2 \text{ kg} ≢ 2000 \text{ mg}
            5 [cm] ≡ 5 cm
            5 [m] ≢ 5 cm
            12 \text{ inches} ≡ 1 \text{ foot}
            12 \text{ inches} ≢ 1 \text{ yard}
            3 \text{ days} ≡ 72 \text{ hours}
            1 \text{ week} ≡ 7 \text{ days}
            \$5 ≡ 5 \text{ dollars}
            \$5 ≢ 5 \text{ euros}
            \$5.00 ≡ 5
            \$0.50 ≡ 50 \text{ cents}
            \$0.50 ≢ 0.50 \text{ cents}
            €5 ≡ 5 \text{ euros}
            50\% ≡ \frac{1}{2}
            50\% ≡ 50
            50\% ≡ 0.5
            50\% ≢ 5
            50\% ≢ 0.05
            25 \text{ percentage points} ≡ 25\%
            12 \text{ apples} ≡ 12
            12 \text{ apples} ≢ 12 \text{ oranges}
            60^\circ ≡ 60 \text{ degrees}
            60^\circ ≡ \frac{\pi}{3}
            60^\circ ≢ 60 \text{ radians}
            5 \text{ m/s}^2 ≢ 5 \text{ m/s}
            5 ms^{-1} ≢ 6 \text{ m/s}
            3小时 ≢ 3分钟
            5厘米 ≡ 5 cm
            5平方厘米 ≡ 5 \text{ cm}^2
            5平方厘米 ≢ 5厘米
            20元 ≡ 20
            20元 ≢ 20角
            7个 ≡ 7
            100克 ≡ 0.1千克
            4 N ≢ 4 J
            5 \text{ square units} ≡ 5
            5 \text{ square units} ≡ 5 \text{ units}^2
            5 \text{ square units} ≢ 5 \text{ cubic units}
            3 \text{ cm} \times 4 \text{ cm} ≢ 6 \text{ cm} \times 2 \text{ cm}
            6 m / 2 ≢ 6 m
            6 m / 2 s ≢ 3 m
            5 cm + 3 ≢ 8 m
            10 \text{ cm} \cdot 2 ≡ 20 \text{ cm}
            10\% \times 2 ≢ 10\%
            3 ft 6 in ≡ 42 \text{ inches}
            3 ft 6 in ≢ 36 \text{ inches}
            5 feet 10 inches ≢ 5 feet
            2 h 30 min ≡ 150 \text{ min}
            2 h 30 min ≢ 2.3 h
            5 \text{ cm}, 6 \text{ m} ≢ 5 \text{ m}, 6 \text{ cm}
            5 \text{ cm} \text{ or } 6 \text{ cm} ≡ 5, 6
            (5 \text{ cm}, 6 \text{ cm}) ≢ (6 \text{ cm}, 5 \text{ cm})
            5 \text{ km/h} ≢ 5 \text{ km}
            5 \text{ miles per gallon} ≢ 5 \text{ gallons per mile}
            60 \text{ miles per hour} ≡ 60 \text{ mph}
            60 \text{ mph} ≢ 60 \text{ km/h}
            \$5/\text{hour} ≢ \$5/\text{day}
            \$12.5 million ≡ 12500000
            \$12.5 million ≢ 12.5
            ¥5 ≢ \$5
            5 \text{ tens} ≢ 5
            5 \text{ hundred} ≡ 500
            5 \text{ dozen} ≡ 60
            5 \text{ pairs} ≢ 10
            5\text{°} ≡ 5^\circ
            45^\circ 30' ≢ 45^\circ
            -5^\circ\text{C} ≡ -5
            5^\circ \text{ north} ≢ 5^\circ \text{ south}
            2π \text{ rad} ≡ 360^\circ
            2π \text{ rad} ≢ 180^\circ
            1 \text{ ton} ≢ 1 \text{ kg}
            100 \text{ cents} ≢ \$100
            3 \text{ years} ≡ 36 \text{ months}
            3 \text{ years} ≢ 3 \text{ months}
            7.5亿 ≡ 750000000
            3万 ≢ 3
            60千米/时 ≡ 60
            75% ≡ 0.75
            75% ≡ 75
            75% ≢ 7.5
            7.5 % ≡ 0.075
            0.75% ≡ 0.0075
            3 cm × 2 ≡ 6 cm
            3 cm × 2 ≢ 5 cm
            3 cm × 2 ≢ 6 m
            6 m / 2 ≡ 3 m
            3 cm × 2 cm ≢ 1 cm × 6 cm
            2 × 3 cm ≡ 6 cm
            """,
        ["Words"] = """
            less than 5 ≢ 5
            fewer than 5 ≢ 5
            not 5 ≢ 5
            at most 5 ≢ 5
            about 5 ≢ 5
            approximately 5 ≢ 5
            more than 5 ≢ 5
            5 or more ≢ 5
            5 at most ≢ 5
            up to 5 ≢ 5
            over 5 ≢ 5
            nearly 5 ≢ 5
            $5$ is wrong ≢ 5
            It is not $5$ ≢ 5
            The answer is not 5 ≢ 5
            The answer cannot be 5 ≢ 5
            The answer isn't 5 ≢ 5
            The answer is 5 ≡ 5
            The final answer is $5$. ≡ 5
            Therefore, the answer is 5 ≡ 5
            Therefore $x = 5$ ≡ 5
            x is 5 ≡ 5
            If x = 3, then y is 5 ≢ 5
            No, x = 5 ≢ x = 5
            Yes, 5 ≢ 5
            5 more ≢ 5
            5 less ≢ 5
            5 left ≢ 5
            5 right ≢ 5
            5 behind ≢ 5
            5 squared ≢ 5
            5 squared ≡ 25
            5 cubed ≡ 125
            5 factorial ≢ 5
            the square of 5 ≢ 5
            the square root of 5 ≢ 5
            one fifth ≢ 5
            a fifth ≢ 5
            5ths ≢ 5
            5 fifths ≢ 5
            10 percent of 5 ≢ 5
            the reciprocal of 5 ≢ 5
            5 to 6 ≢ 5
            5 through 9 ≢ 5
            from 5 to 9 ≢ 5
            first 5 ≢ 5
            last 5 ≢ 5
            every 5 ≢ 5
            5 mod 7 ≢ 5 mod 9
            5 million ≢ 5 billion
            5 million ≡ 5000000
            2.5 thousand ≡ 2500
            1.2 million dollars ≡ \$1200000
            \$1.2 million ≢ \$1.2
            five ≡ 5
            twenty-five ≡ 25
            twenty five ≡ 25
            twenty-five ≢ 20
            twenty ≢ 25
            three hundred ≡ 300
            fifty ≢ 15
            negative 5 ≡ -5
            minus 5 ≡ -5
            negative 5 ≢ 5
            east ≢ west
            5 km east ≢ 5 km west
            increasing ≢ decreasing
            increasing ≡ Increasing
            even ≢ odd
            prime ≢ not prime
            convergent ≢ divergent
            \text{Diverges} ≡ diverges
            A ≢ B
            A and B ≢ A and C
            A and B ≡ B and A
            True ≢ False
            Yes ≢ No
            none ≢ no
            5 (approx.) ≢ 5
            5 (extraneous) ≢ 5
            5, 6 (rejected) ≢ 5
            5 is not a solution ≢ 5
            no 5 ≢ 5
            5 AM ≢ 5 PM
            without 5 ≢ 5
            multiples of 3 ≢ 3
            at least 5 ≢ at most 5
            at least 5 ≡ at least 5
            at least 5 ≡ At least $5$
            5x ≢ 5 \text{ x}^2
            5 \text{ in} ≢ 5 \text{ ft}
            5 minutes to 6 ≢ 5 minutes
            no less than 5 ≢ 5
            not equal to 5 ≢ 5
            x is greater than 5 ≢ 5
            the answer is 5 or 6 ≢ 5
            Not enough information ≢ Enough information
            does not exist ≢ exists
            Does not exist ≡ does not exist
            undefined ≢ 0
            infinite ≢ 0
            1 \text{ to } 4 ≡ 1 \text{ to } 4
            1 \text{ to } 4 ≢ 4 \text{ to } 1
            3 \text{ and } 4 ≢ 3 \text{ and } 5
            exactly 5 ≡ 5
            Option B ≡ B
            Answer: 5 ≡ 5
            **Answer:** 5 ≡ 5
            exactly 5 ≢ 6
            only if 5 ≢ 5
            5 but not 6 ≢ 5
            5 unless x=2 ≢ 5
            not 5 but 6 ≢ 6
            5 instead of 6 ≢ 5
            5, if any ≢ 5
            5 (false) ≢ 5
            5? ≢ 5
            ~5 ≢ 6
            the 5 smallest ≢ 5
            greater than or equal to 5 ≢ 5
            x is at least 5 ≢ 5
            divisible by 5 ≢ 5
            a multiple of 5 ≢ 5
            5 out of 7 ≢ 5
            5 of them ≢ 5
            1 in 5 ≢ 5
            1 in 5 ≢ 1
            5 and a half ≢ 5
            five and a half ≢ 5
            5 point 5 ≢ 5
            nothing ≢ 0
            5 remainder 2 ≢ 5
            5 R 2 ≢ 5
            5 r 2 ≢ 5
            5 R 2 ≡ 5 R 2
            5 R 2 ≢ 5 R 3
            June 5 ≢ 5
            June 5 ≢ July 5
            5 June ≢ 5
            chapter 5 ≢ 5
            5 is prime ≢ 5
            5 works ≢ 5
            A or B ≢ A and B
            A or B ≡ A, B
            A or B ≡ B or A
            3 and 4 ≢ 3 or 4
            3 and 4 ≡ \{3,4\}
            3 or 4 ≡ 4, 3
            x=3 \text{ or } x=4 ≡ x=3, 4
            1, 2 and 3 ≡ 3, 1 and 2
            5 N ≢ 5
            5 km N ≢ 5
            5 km W ≢ 5 km
            At least: 5 ≢ 5
            Less than: 5 ≢ 5
            Approximately: 5 ≢ 5
            Not: 5 ≢ 5
            Area: 5 ≡ 5
            Area = 5 ≡ 5
            Area = 5 ≢ Perimeter = 5
            x=1, y=2 ≢ 1 or 2
            x_1=1, x_2=2 ≡ 2 or 1
            at least 5 ≢ 5
            no more than 5 ≢ 5
            5 or fewer ≢ 5
            between 5 and 6 ≢ 5, 6
            5 million ≢ 5
            2.5 million ≡ 2{,}500{,}000
            one half ≡ \frac12
            two thirds ≡ \frac23
            two thirds ≢ \frac32
            half of 10 ≢ 10
            twice 5 ≢ 5
            the answer is 5 ≡ 5
            the answer is not 5 ≢ 5
            no answer ≢ 5
            none ≢ 0
            yes ≢ no
            true ≢ false
            True ≡ true
            Yes ≡ yes
            Monday ≢ Tuesday
            Monday ≡ monday
            5 to 1 ≢ 5
            impossible ≢ 0
            infinitely many ≢ \infty
            a dozen ≢ 10
            1 2 3 ≢ 6
            5th ≢ 6th
            first ≢ second
            5 is x ≢ 6
            5, not 6 ≢ 5
            5, not 6 ≢ 6
            5 except 3 ≢ 5
            fewer than $5$ ≢ 5
            a maximum of 5 ≢ 6
            strictly greater than 5 ≢ 5
            non-negative ≢ negative
            not prime ≢ prime
            neither ≢ both
            5 or so ≢ 5
            almost 5 ≢ 5
            5 is wrong ≢ 5
            never 5 ≢ 5
            5 minus 3 ≡ 2
            5 minus 3 ≢ 5
            5 plus 3 ≡ 8
            5 over 3 ≢ 5
            5 divided by 3 ≢ 5
            ten thousand ≡ 10000
            one hundred twenty ≢ 100
            zero ≢ 1
            both 3 and 4 ≢ 3
            none of the above ≢ all of the above
            cannot be determined ≢ 0
            A and B ≢ A
            Alice ≢ Bob
            x is at least 5 ≢ x > 5
            prime ≢ primes 2
            1 and 2 ≢ 12
            1 or 2 ≢ 1.2
            5 6 ≢ 56
            5 6 ≢ 30
            5 - ≢ 5
            5 + ≢ 5
            5 / ≢ 5
            """,
    };

    /// <summary>The pairs of a kind, with the right verdict.</summary>
    public static IEnumerable<(string Given, string Truth, bool Equal)> Of(string kind)
    {
        foreach (var line in ByKind[kind].Split('\n'))
        {
            var (sign, equal) = line.Contains(" ≡ ", StringComparison.Ordinal) ? (" ≡ ", true) : (" ≢ ", false);
            var at = line.IndexOf(sign, StringComparison.Ordinal);
            yield return (line[..at], line[(at + sign.Length)..], equal);
        }
    }
}
